/** Everything that exiftool found of one clip; its description has only what most people look for. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { readArtifact } from '../db/repositories/one-artifact.repository.ts';
import { resolveClip } from './clip-names.ts';
import type { LibraryView } from './library-view.ts';

/** @throws AppError clip-unknown, bad-arguments; for a file that did not become a clip, the error it was refused with */
export function readClipExif(
  request: CommandRequest<'clip.exif'>,
  { connection }: Pick<LibraryView, 'connection'>,
): CommandResponse<'clip.exif'> {
  const clipId = resolveClip(connection, request);
  return { clipId, tags: readArtifact(connection, clipId, 'exif')?.all ?? null };
}
