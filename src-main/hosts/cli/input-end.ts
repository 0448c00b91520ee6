/** Tells when whoever started this process is gone, where standard input is a pipe that they held. */
import { fstatSync } from 'node:fs';
import type { InputEnd } from './window-hosts.ts';

/** A terminal says so by SIGHUP; a file or /dev/null says nothing by its end. */
export function watchInput(stdin: NodeJS.ReadStream & { readonly fd?: number }): InputEnd {
  const listeners: (() => void)[] = [];
  let hasEnded = false;
  const end = (): void => {
    hasEnded = true;
    for (const listener of listeners) listener();
  };
  if (isPipe(stdin.fd ?? 0)) {
    stdin.once('end', end).once('error', end);
    // What is written to it is for nobody.
    stdin.resume();
    stdin.unref();
  }
  return {
    get hasEnded() {
      return hasEnded;
    },
    onEnd: (listener) => {
      listeners.push(listener);
    },
  };
}

function isPipe(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}
