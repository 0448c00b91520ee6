/** Merging, step by step: what it would do is shown first, and only that is then done. */
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import { type SerializedError, toAppError } from '../../src-preload/contract/errors.ts';
import type { RushesClient } from '../api/client.ts';
import type { MergePreview, MergeRequest } from './duplicates-store-choices.ts';
import type { Deed, HistoryStore } from './history-store.ts';

type MergeReport = CommandResponse<'duplicates.merge'>;
export type FileWish = 'leave-files' | 'trash-files';

export type MergeState =
  | { readonly state: 'none' }
  | { readonly state: 'reading'; readonly request: MergeRequest }
  | {
      /** 'merging': somebody said yes to what is shown. */
      readonly state: 'shown' | 'merging';
      readonly request: MergeRequest;
      readonly preview: MergePreview;
      /** 'outdated': somebody said yes to an earlier preview, which did not hold any more. */
      readonly news: 'first' | 'outdated';
    }
  | { readonly state: 'merged'; readonly preview: MergePreview; readonly report: MergeReport }
  | { readonly state: 'failed'; readonly request: MergeRequest; readonly error: SerializedError };

export interface MergingDeeds {
  /** Reads what merging would do. What goes wrong is told by the state. */
  readonly openMerge: (request: MergeRequest) => Promise<void>;
  /** Does what is shown. Nothing is done where it does not hold any more: then it is shown anew. */
  readonly confirmMerge: (files: FileWish) => Promise<void>;
  /** Does not call off merging that has begun. */
  readonly closeMerge: () => void;
}

interface MergingParts {
  readonly client: RushesClient;
  readonly history: HistoryStore;
  readonly get: () => MergeState;
  readonly put: (merge: MergeState) => void;
  /** Clips or files are not what they were when they were found. */
  readonly changed: () => void;
}

export function merging({ client, history, get, put, changed }: MergingParts): MergingDeeds {
  const show = async (request: MergeRequest, news: 'first' | 'outdated'): Promise<void> => {
    const reading: MergeState = { state: 'reading', request };
    put(reading);
    let next: MergeState;
    try {
      next = { state: 'shown', request, news, preview: await client.ask('duplicates.preview', request) };
    } catch (thrown) {
      next = { state: 'failed', request, error: toAppError(thrown).serialize() };
    }
    // Closed, or opened for others, meanwhile.
    if (get() === reading) put(next);
  };
  return {
    openMerge: (request) => show(request, 'first'),
    async confirmMerge(files) {
      const shown = get();
      if (shown.state !== 'shown') return;
      const { request, preview } = shown;
      put({ ...shown, state: 'merging' });
      try {
        const { token } = preview;
        const report = await history.getState().change(async () => {
          const answer = await client.ask('duplicates.merge', { ...request, token, files });
          return { answer, deed: deedOf(preview, answer) };
        });
        put({ state: 'merged', preview, report });
        changed();
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.code === 'preview-outdated') await show(request, 'outdated');
        else put({ state: 'failed', request, error: error.serialize() });
      }
    },
    closeMerge() {
      if (get().state !== 'merging') put({ state: 'none' });
    },
  };
}

/** What was said can be taken back here; files come back from the trash by the system. null: nothing new was said. */
function deedOf({ keep }: MergePreview, { previous }: MergeReport): Deed | null {
  const isChange = previous.some(
    ({ rating, note, tags }) => rating !== undefined || note !== undefined || tags !== undefined,
  );
  if (!isChange) return null;
  const { clipId, rating, note, tags } = keep;
  return { kind: 'merge', clips: 1, done: [{ clipId, rating, note, tags }], before: previous };
}
