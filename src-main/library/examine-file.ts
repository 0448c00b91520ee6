/** Looks into a file: waits until nobody writes to it any more, and takes its quick identity. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Clock } from '../platform/clock.ts';
import { FileShrankError, quickIdentity } from '../platform/hashing.ts';
import { fsPath } from '../platform/paths.ts';
import { looksLikeText, mayBeSourceCode } from './candidates.ts';
import { lookAt } from './file-look.ts';
import type { FileLook, FoundFile } from './ingest-types.ts';
import type { Limiter } from './limiter.ts';

/** A file that was written to less than this ago may still be growing. */
const freshMs = 2000;
/** It is looked at so often, this far apart, until two looks in a row agree: 5 s at most. */
const lookIntervalMs = 500;
const maximumLooks = 10;
/** As much of a file's beginning as tells source code from video. */
const headBytes = 4096;

export interface ExamineDependencies {
  readonly clock: Clock;
  /** Bounds how many files are read at a time; waiting is not bounded. */
  readonly reading: Limiter;
  readonly signal: AbortSignal;
}

export type Examined =
  | { readonly kind: 'identified'; readonly file: FoundFile; readonly quickIdentity: string }
  /** In a folder, text under an extension that videos share with a programming language. */
  | { readonly kind: 'source-code' };

/** @throws AppError file-empty, file-changing; the system's error with its `code`; the signal's reason */
export async function examineFile(found: FoundFile, is: ExamineDependencies): Promise<Examined> {
  const patience = { looksLeft: maximumLooks };
  let file = found;
  if (is.clock.now() - Number(file.modifiedNs / 1_000_000n) < freshMs)
    file = await settle(file, patience, is);
  for (;;) {
    if (file.sizeBytes === 0) throw new AppError('file-empty', { file: file.path });
    const read = await is.reading.run(() => {
      is.signal.throwIfAborted();
      return readIdentity(file);
    });
    if (read.kind === 'source-code') return read;
    if (read.kind === 'identified') {
      const after = await lookAt(file.path);
      if (agree(after, file)) return { ...read, file: { ...file, inode: after.inode } };
    }
    file = await settle(file, patience, is);
  }
}

async function readIdentity(file: FoundFile): Promise<Examined | { readonly kind: 'shrank' }> {
  if (
    file.origin === 'folder' &&
    mayBeSourceCode(basename(file.path)) &&
    looksLikeText(await readHead(file))
  ) {
    return { kind: 'source-code' };
  }
  try {
    return { kind: 'identified', file, quickIdentity: await quickIdentity(file.path, file.sizeBytes) };
  } catch (error) {
    if (error instanceof FileShrankError) return { kind: 'shrank' };
    throw error;
  }
}

/** Waits until size and time stay the same from one look to the next. */
async function settle(
  file: FoundFile,
  patience: { looksLeft: number },
  is: ExamineDependencies,
): Promise<FoundFile> {
  let last: FileLook = file;
  while (patience.looksLeft > 0) {
    patience.looksLeft -= 1;
    await pause(lookIntervalMs, is);
    const now = await lookAt(file.path);
    if (agree(now, last)) return { ...file, ...now };
    last = now;
  }
  throw new AppError('file-changing', { file: file.path, sizeBytes: last.sizeBytes });
}

function agree(one: FileLook, other: FileLook): boolean {
  return one.sizeBytes === other.sizeBytes && one.modifiedNs === other.modifiedNs;
}

function pause(delayMs: number, { clock, signal }: ExamineDependencies): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = () => {
      cancel();
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    const cancel = clock.after(delayMs, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

async function readHead(file: FoundFile): Promise<Uint8Array> {
  const handle = await open(fsPath(file.path), 'r');
  try {
    const block = Buffer.alloc(headBytes);
    const { bytesRead } = await handle.read(block, 0, headBytes, 0);
    return block.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
