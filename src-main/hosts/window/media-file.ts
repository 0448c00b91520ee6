/** Opens a file that a window plays or shows, and answers with it. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, type Readable, Transform } from 'node:stream';
import type { MediaLocation } from '../../engine/process/protocol.ts';
import { fsPath } from '../../platform/paths.ts';
import { type MediaRequest, type MediaResponse, mediaResponse } from './media-response.ts';

export interface MediaAnswer extends Omit<MediaResponse, 'bytes'> {
  /** null: none. It fails rather than end early, so that whoever sends it can tell. */
  readonly body: Readable | null;
}

/** A pipe of that name would otherwise be waited for. Windows has no such flag, and no such pipes. */
const readWithoutWaiting = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

/** null: it is gone, or it may not be read. */
export async function answerMedia(
  request: MediaRequest,
  location: MediaLocation,
): Promise<MediaAnswer | null> {
  const file = await open(fsPath(location.path), readWithoutWaiting).catch(() => null);
  if (file === null) return null;
  const stats = await file.stat().catch(() => null);
  if (stats?.isFile() !== true) {
    await file.close();
    return null;
  }
  const { bytes, ...answer } = mediaResponse(request, asItIsNow(location, stats.size));
  if (bytes !== null) return { ...answer, body: readBytes(file, bytes.start, bytes.end) };
  await file.close();
  return { ...answer, body: null };
}

/** Another size than the engine saw: other bytes, so another tag. */
function asItIsNow(location: MediaLocation, sizeBytes: number): MediaLocation {
  if (sizeBytes === location.sizeBytes) return location;
  return { ...location, sizeBytes, entityTag: `${location.entityTag}-${String(sizeBytes)}` };
}

/** Closes the file when it has been read, or when nobody reads any more. */
function readBytes(file: FileHandle, start: number, end: number): Readable {
  let missingBytes = end - start + 1;
  const counter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      missingBytes -= chunk.length;
      done(null, chunk);
    },
    flush(done) {
      done(missingBytes === 0 ? null : new Error('the file became shorter while it was read'));
    },
  });
  const source = file.createReadStream({ start, end, autoClose: true, highWaterMark: 256 * 1024 });
  return pipeline(source, counter, () => undefined);
}
