/**
 * Unpacks archives that somebody brings. Nothing is written outside the folder that was given: names that lead out of it,
 * links and devices are refused, and so is what grows far beyond what it says.
 *
 * yauzl reads .zip by its directory, as the format wants it, and streams each entry; tar reads .tar and .tar.gz.
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Parser, type ReadEntry } from 'tar';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { fsPath } from '../../platform/paths.ts';
import { diskError, systemCode } from './disk-errors.ts';
import { freeBytesAt } from './pack-download.ts';

const endings = { zip: /\.zip$/i, tar: /\.(tar|tar\.gz|tgz)$/i } as const;
/** Some room has to stay for everything else on the disk. */
const sparedBytes = 256 * 1024 * 1024;
const mostEntries = 50_000;
const readBytes = 1024 * 1024;

export const isArchive = (path: string): boolean => endings.zip.test(path) || endings.tar.test(path);

/** @throws AppError bad-arguments where it is refused or broken; file-missing, disk-full, io-error; the signal's reason */
export async function unpack(archive: string, folder: string, signal: AbortSignal): Promise<void> {
  try {
    await stat(fsPath(archive));
    await mkdir(folder, { recursive: true });
    const room = await roomIn(folder);
    if (endings.zip.test(archive)) await unpackZip(archive, folder, room, signal);
    else await unpackTar(archive, folder, room, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError || systemCode(error)?.startsWith('E') === true)
      throw diskError(error, archive);
    throw refused(archive, error instanceof Error ? error.message : String(error), error);
  }
}

/** How much may be unpacked. */
async function roomIn(folder: string): Promise<number> {
  const free = await freeBytesAt(folder);
  return free === null ? Number.POSITIVE_INFINITY : Math.max(0, free - sparedBytes);
}

function refused(archive: string, detail: string, cause?: unknown): AppError {
  return new AppError('bad-arguments', { file: archive, detail: `it cannot be unpacked: ${detail}` }, cause);
}

/** @throws AppError where the name leads out of the folder */
function placeOf(archive: string, folder: string, name: string): string {
  const path = resolve(folder, name);
  const isWithin = path === folder || path.startsWith(folder + sep);
  if (!isWithin || name.includes('\\') || name.includes('\0') || name.split('/').includes('..')) {
    throw refused(archive, `"${name}" leads out of its folder`);
  }
  return path;
}

async function unpackZip(archive: string, folder: string, room: number, signal: AbortSignal): Promise<void> {
  const zip = await openPromise(archive, { autoClose: false, strictFileNames: true });
  try {
    if (zip.entryCount > mostEntries) throw refused(archive, 'it has too many entries');
    let left = room;
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      const path = placeOf(archive, folder, entry.fileName);
      if (entry.fileName.endsWith('/')) {
        await mkdir(path, { recursive: true });
        continue;
      }
      // Unix modes are in the upper half: 0o12 there is a link.
      if (entry.externalFileAttributes >>> 28 === 0o12)
        throw refused(archive, `"${entry.fileName}" is a link`);
      left -= entry.uncompressedSize;
      if (left < 0)
        throw new AppError('disk-full', { file: folder, detail: 'there is no room to unpack it' });
      await unpackEntry(zip, entry, path, signal);
    }
  } finally {
    zip.close();
  }
}

/** yauzl sees to it that an entry does not become longer than it says. */
async function unpackEntry(zip: ZipFile, entry: Entry, path: string, signal: AbortSignal): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const content = await new Promise<NodeJS.ReadableStream>((resolveStream, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolveStream(stream);
      else reject(error);
    });
  });
  await pipeline(content, createWriteStream(path), { signal });
}

/** Reading ends with the first entry that is refused, with what is broken, and with the signal. */
async function unpackTar(archive: string, folder: string, room: number, signal: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const ends = AbortSignal.any([signal, stop.signal]);
  let left = room;
  let entries = 0;
  const parser = new Parser({
    strict: true,
    filter: (name, entry) => {
      if (ends.aborted) return false;
      entries += 1;
      left -= entry.size;
      const refusal = tarRefusal(archive, folder, name, entry, left, entries);
      if (refusal !== null) stop.abort(refusal);
      return refusal === null;
    },
  });
  parser.on('error', (error: unknown) => {
    stop.abort(error);
  });
  let written: Promise<void> = Promise.resolve();
  parser.on('entry', (entry: ReadEntry) => {
    written = written.then(() => writeTarEntry(entry, placeOf(archive, folder, entry.path), ends));
    written.catch((error: unknown) => {
      stop.abort(error);
    });
  });
  try {
    await feed(archive, parser, ends);
    await written;
  } catch (error) {
    // What has been written lies in a folder that is thrown away, so nothing may be written there any more.
    stop.abort(error);
    await written.catch(() => undefined);
    parser.abort(new Error('it is not read any further'));
    signal.throwIfAborted();
    throw stop.signal.reason;
  }
}

async function feed(archive: string, parser: Parser, signal: AbortSignal): Promise<void> {
  const ended = once(parser, 'end', { signal });
  ended.catch(() => undefined);
  const content = createReadStream(fsPath(archive), { highWaterMark: readBytes });
  await pipeline(
    content,
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        if (!parser.write(chunk)) await once(parser, 'drain', { signal });
        signal.throwIfAborted();
      }
    },
    { signal },
  );
  parser.end();
  await ended;
}

async function writeTarEntry(entry: ReadEntry, path: string, signal: AbortSignal): Promise<void> {
  if (entry.type === 'Directory') {
    entry.resume();
    await mkdir(path, { recursive: true });
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await pipeline(Readable.from(entry), createWriteStream(path), { signal });
}

function tarRefusal(
  archive: string,
  folder: string,
  name: string,
  entry: object,
  left: number,
  entries: number,
): AppError | null {
  const type = 'type' in entry ? entry.type : 'File';
  try {
    placeOf(archive, folder, name);
  } catch (error) {
    return diskError(error, archive);
  }
  if (type !== 'File' && type !== 'OldFile' && type !== 'ContiguousFile' && type !== 'Directory')
    return refused(archive, `"${name}" is a link or a device`);
  if (entries > mostEntries) return refused(archive, 'it has too many entries');
  if (left < 0) return new AppError('disk-full', { file: folder, detail: 'there is no room to unpack it' });
  return null;
}
