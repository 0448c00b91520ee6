import { mergeDuplicates } from '../library/merge-duplicates.ts';
import { previewMerge } from '../library/merge-preview.ts';
import { findDuplicates } from '../search/near-duplicates/find-duplicates.ts';
import type { HandlersOf } from './handler.ts';

export const duplicateHandlers: HandlersOf<'duplicates'> = {
  'duplicates.find': findDuplicates,
  'duplicates.preview': previewMerge,
  'duplicates.merge': mergeDuplicates,
};
