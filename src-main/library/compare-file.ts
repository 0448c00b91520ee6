/** Whether a file that was found has to be read at all. PURE. */
import type { SerializedError } from '../../src-preload/contract/errors.ts';
import type { FileRow } from '../db/repositories/files.repository.ts';
import { sameSizeAndTime } from './file-look.ts';
import type { FoundFile } from './ingest-types.ts';

/**
 * 'unchanged': it is as it was. 'back': it was missing and is there again as it was. 'failed-as-before': it could not be
 * taken in, and nothing about it has changed. 'examine': its content has to be looked at.
 */
export type Comparison = 'unchanged' | 'back' | 'failed-as-before' | 'examine';

/** Failures that go away without a change of the file's size or time. */
const curableCodes: ReadonlySet<SerializedError['code']> = new Set(['permission-denied', 'file-missing']);

/**
 * Size, time of change and inode tell whether a file was written to since; an inode alone that differs (some file
 * systems deal them out anew) has the file's samples looked at. `otherIsPresent`: whether another file of the same clip
 * is there, so that a returning one has to prove that it is a copy.
 */
export function compareWithKnown(
  found: FoundFile,
  known: FileRow,
  facts: { readonly failure: SerializedError | null; readonly otherIsPresent: boolean },
): Comparison {
  const isSame = sameSizeAndTime(found, known);
  if (known.state === 'failed') {
    const { failure } = facts;
    const isFinal = failure !== null && !failure.retryable && !curableCodes.has(failure.code);
    return isSame && isFinal && found.origin === 'folder' ? 'failed-as-before' : 'examine';
  }
  if (known.clipId === null || !isSame || !sameInode(found.inode, known.inode)) return 'examine';
  if (known.state === 'present') return 'unchanged';
  return facts.otherIsPresent ? 'examine' : 'back';
}

/** Where one of them is not known, nothing speaks against it. */
export function sameInode(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}
