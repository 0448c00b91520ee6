/** The built web host as a child, on a port of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { collect, commandLine, endChild } from './child.ts';
import type { TestFolders } from './folders.ts';

const startMs = 30_000;
const graceMs = 15_000;

export interface HostOptions {
  /** Left out: the main one of the test's folders. */
  readonly library?: string;
  /** More arguments of `rushes serve`. */
  readonly args?: readonly string[];
  /** Folders that windows may look into. Left out: the test's footage and libraries. */
  readonly roots?: readonly string[];
  /** Besides what the test itself was started with. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningHost {
  /** With the token in it, as a person gets it. */
  readonly address: string;
  readonly token: string;
  /** "http://127.0.0.1:<port>" */
  readonly origin: string;
  readonly port: number;
  readonly library: string;
  readonly child: ChildProcess;
  /** Everything it has written so far. */
  readonly output: () => string;
  readonly errors: () => string;
  /** As Ctrl+C does. Gives whether it went by itself in time. */
  stop(): Promise<'by itself' | 'killed'>;
}

/** @throws Error when it says no address in time, with what it said instead */
export async function startHost(folders: TestFolders, options: HostOptions = {}): Promise<RunningHost> {
  const { library = folders.library, args = [], env = {} } = options;
  const { roots = [folders.footage, folders.libraries] } = options;
  const rootArgs = roots.flatMap((root) => ['--root', root]);
  const child = spawn(
    process.execPath,
    [commandLine, 'serve', '--json', '--no-open', '--port', '0', '--library', library, ...rootArgs, ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, RUSHES_CONFIG: folders.config, LANG: 'C.UTF-8', ...env },
    },
  );
  const [output, errors] = [collect(child.stdout), collect(child.stderr)];
  try {
    const address = await addressIn(child, output, errors);
    const { origin, port, pathname } = new URL(address);
    const token = pathname.split('/').at(-1) ?? '';
    const stop = (): Promise<'by itself' | 'killed'> => endChild(child, graceMs);
    return { address, token, origin, port: Number(port), library, child, output, errors, stop };
  } catch (error) {
    await endChild(child, 0);
    throw error;
  }
}

async function addressIn(child: ChildProcess, output: () => string, errors: () => string): Promise<string> {
  const deadline = Date.now() + startMs;
  while (Date.now() < deadline && child.exitCode === null) {
    const address = /http:\/\/[^\s"]+\/open\/[\w-]+/.exec(output())?.[0];
    if (address !== undefined) return address;
    await pause(25);
  }
  throw new Error(
    `rushes serve named no address (code ${String(child.exitCode)}):\n${output()}\n${errors()}`,
  );
}

/** The process that writes the library now, as its lock file tells; null: nobody does. */
export function engineProcessId(library: string): number | null {
  try {
    const holder = JSON.parse(readFileSync(join(library, 'lock'), 'utf8')) as { readonly pid: number };
    return holder.pid;
  } catch {
    return null;
  }
}
