/** Rating, tagging and noting clips, so that it can be undone. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnotationChange } from '../../../src-preload/contract/commands/annotations.ts';
import { useStores } from '../../stores/use-stores.ts';

export interface Annotate {
  readonly rate: (clipIds: readonly string[], rating: number | null) => void;
  readonly addTag: (clipIds: readonly string[], tag: string) => void;
  readonly removeTag: (clipIds: readonly string[], tag: string) => void;
  readonly setNote: (clipId: string, note: string) => Promise<void>;
}

/** The contract's bound of one change. */
const mostAtOnce = 10_000;

export function useAnnotate(): Annotate {
  const { t } = useTranslation(['library', 'shell']);
  const { history, notices } = useStores();
  return useMemo(() => {
    const { tell, tellError } = notices.getState();
    /** Of the last deed: also when others have followed by the time it is pressed. */
    const undoOfLast = () => {
      const deed = history.getState().undoable.at(-1);
      if (deed === undefined || deed.kind === 'word' || 'count' in deed) return undefined;
      const run = async (): Promise<void> => {
        const { undoable, undo, annotate } = history.getState();
        if (undoable.at(-1) === deed) await undo();
        else await annotate(deed.kind, deed.before);
      };
      return { label: t('shell:undo'), run: () => void run().catch(tellError) };
    };
    const all = (
      kind: 'rating' | 'tags',
      clipIds: readonly string[],
      change: Omit<AnnotationChange, 'clipId'>,
    ): void => {
      if (clipIds.length > mostAtOnce) {
        tell(t('told.tooMany', { most: mostAtOnce }));
        return;
      }
      const changes = clipIds.map((clipId) => ({ clipId, ...change }));
      history
        .getState()
        .annotate(kind, changes)
        .then(() => {
          // What happens to one clip is seen where it happens.
          if (clipIds.length < 2) return;
          const count = clipIds.length;
          tell(kind === 'rating' ? t('told.rated', { count }) : t('told.tagged', { count }), undoOfLast());
        }, tellError);
    };
    return {
      rate: (clipIds, rating) => all('rating', clipIds, { rating }),
      addTag: (clipIds, tag) => all('tags', clipIds, { addTags: [tag] }),
      removeTag: (clipIds, tag) => all('tags', clipIds, { removeTags: [tag] }),
      setNote: (clipId, note) => history.getState().annotate('note', [{ clipId, note }]),
    };
  }, [t, history, notices]);
}
