/**
 * Unpacks archives that somebody brings. Nothing is written outside the folder that was given: names that lead out of it,
 * links and devices are refused, and so is what grows far beyond what it says.
 *
 * yauzl reads .zip by its directory, as the format wants it, and streams each entry; tar reads .tar and .tar.gz.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { fsPath } from '../../platform/paths.ts';
import { diskError, systemCode } from './disk-errors.ts';
import { freeBytesAt } from './pack-download.ts';

const endings = { zip: /\.zip$/i, tar: /\.(tar|tar\.gz|tgz)$/i } as const;
/** Some room has to stay for everything else on the disk. */
const sparedBytes = 256 * 1024 * 1024;
const mostEntries = 50_000;

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

async function unpackTar(archive: string, folder: string, room: number, signal: AbortSignal): Promise<void> {
  let left = room;
  let entries = 0;
  const refusals: AppError[] = [];
  await extract({
    file: archive,
    cwd: folder,
    strict: true,
    preserveOwner: false,
    filter: (name, entry) => {
      if (refusals.length > 0 || signal.aborted) return false;
      entries += 1;
      left -= entry.size;
      const refusal = tarRefusal(archive, folder, name, entry, left, entries);
      if (refusal !== null) refusals.push(refusal);
      return refusal === null;
    },
  });
  signal.throwIfAborted();
  // What was written before lies in a folder that is thrown away.
  for (const refusal of refusals) throw refusal;
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
