/** Whether a clip's file is still the one that a run began with. */
import { stat } from 'node:fs/promises';
import { AppError } from '../../src-preload/contract/errors.ts';
import { fsPath } from '../platform/paths.ts';
import type { ClipFile } from './stage-run.ts';

/**
 * `file-changing` where its size or time is another now: what was read of it may be of two contents. null where it is as it
 * was, and where it can't be looked at any more: a file that is gone was not written to.
 */
export async function changeOf({ path, sizeBytes, modifiedNs }: ClipFile): Promise<AppError | null> {
  const now = await stat(fsPath(path), { bigint: true }).catch(() => null);
  if (now === null || (Number(now.size) === sizeBytes && String(now.mtimeNs) === modifiedNs)) return null;
  return new AppError('file-changing', { file: path, detail: 'it was written to while it was read' });
}
