/**
 * Receives one file into a `.part` file, and goes on where an earlier attempt ended. What comes is not trusted: whoever
 * calls looks at its hash.
 */
import { open, rm, stat } from 'node:fs/promises';
import { AppError, type ErrorFacts } from '../../../src-preload/contract/errors.ts';
import { diskError, isMissing } from './disk-errors.ts';
import { type HttpAccess, networkFailure, request, shownAddress, watchStall } from './http-request.ts';
import { downloadError, Interruption, withRetries } from './retries.ts';

export interface Transfer {
  readonly url: string;
  /** Where it is received: absolute path. */
  readonly partPath: string;
  /** What it has to come to. */
  readonly bytes: number;
  /** For messages: which pack, which file. */
  readonly facts: ErrorFacts;
}

/** Where bytes are written. */
export interface PartFile {
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

export interface TransferAccess extends HttpAccess {
  /** Opens the `.part` file: 'append' behind what is there, 'restart' from nothing. */
  readonly openPart: (path: string, how: 'append' | 'restart') => Promise<PartFile>;
}

/** An attempt that got this far counts as a new beginning: a bad line may break off as often as it likes. */
const furtherBytes = 1024 * 1024;

export async function openPart(path: string, how: 'append' | 'restart'): Promise<PartFile> {
  const handle = await open(path, how === 'append' ? 'a' : 'w');
  return {
    write: async (chunk) => {
      await handle.appendFile(chunk);
    },
    close: async () => {
      try {
        // The name that it gets next must not outlive its content when the power fails.
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}

/** 0 where there is none. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw diskError(error, path);
  }
}

/**
 * @param onReceived told how many bytes of the file there are by now
 * @throws AppError download-failed with a `reason`, disk-full, io-error; the signal's reason
 */
export async function receive(
  transfer: Transfer,
  access: TransferAccess,
  onReceived: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  await withRetries(() => attempt(transfer, access, onReceived, signal), access.retryDelaysMs, signal);
}

async function attempt(
  transfer: Transfer,
  access: TransferAccess,
  onReceived: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { url, partPath, bytes, facts } = transfer;
  const held = await sizeOf(partPath);
  if (held === bytes && bytes > 0) return;
  if (held > bytes) await rm(partPath, { force: true });
  const from = held > bytes ? 0 : held;
  const watch = watchStall(access.stallMs, signal);
  try {
    const headers = {
      'accept-encoding': 'identity',
      ...contentType(url),
      ...(from > 0 ? { range: `bytes=${String(from)}-` } : {}),
    };
    const response = await request(url, headers, facts, access, watch.signal);
    const start = await startOf(response, from, transfer);
    await store(response, start, transfer, access, { ...watch, onReceived });
  } finally {
    watch.end();
  }
}

/** GitHub's contents are JSON unless one asks for the file itself; it takes the beginning of a commit's name too. */
function contentType(url: string): Readonly<Record<string, string>> {
  return new URL(url).pathname.startsWith('/repos/') ? { accept: 'application/vnd.github.raw+json' } : {};
}

/** Where the body begins in the file; a server may not know about ranges, and send all of it. */
async function startOf(response: Response, from: number, { partPath, bytes, facts, url }: Transfer) {
  const about = { ...facts, address: shownAddress(url) };
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
  const start = response.status === 206 ? Number(range?.[1] ?? from) : 0;
  if (response.status === 416 || (response.status === 206 && start !== from)) {
    await response.body?.cancel();
    await rm(partPath, { force: true });
    throw new Interruption(
      downloadError('cut-off', { ...about, detail: 'the server could not go on where it stopped' }),
    );
  }
  const length = Number(response.headers.get('content-length') ?? NaN);
  const total = response.status === 206 && range?.[2] !== '*' ? Number(range?.[2] ?? NaN) : start + length;
  if (Number.isFinite(total) && total !== bytes) {
    await response.body?.cancel();
    throw wrongLength(total, bytes, about);
  }
  return start;
}

async function store(
  response: Response,
  start: number,
  { partPath, bytes, facts, url }: Transfer,
  access: TransferAccess,
  watch: {
    readonly alive: () => void;
    readonly onReceived: (bytes: number) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const about = { ...facts, address: shownAddress(url) };
  let received = start;
  const gotFurther = (): boolean => received - start >= furtherBytes;
  const part = await onDisk(partPath, () => access.openPart(partPath, start > 0 ? 'append' : 'restart'));
  try {
    for await (const chunk of response.body ?? []) {
      watch.alive();
      received += chunk.length;
      if (received > bytes) throw wrongLength(received, bytes, about);
      await onDisk(partPath, () => part.write(chunk));
      watch.onReceived(received);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw networkFailure(error, about, gotFurther());
  } finally {
    await onDisk(partPath, () => part.close());
  }
  if (received < bytes) {
    const detail = `the connection broke off after ${String(received)} of ${String(bytes)} bytes`;
    throw new Interruption(downloadError('cut-off', { ...about, detail }), { gotFurther: gotFurther() });
  }
}

function wrongLength(found: number, wanted: number, facts: ErrorFacts): AppError {
  const detail = `the server has ${String(found)} bytes where ${String(wanted)} belong`;
  return downloadError('wrong-length', { ...facts, detail });
}

async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskError(error, path);
  }
}
