import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory, useNotices } from '../stores/use-stores.ts';

/** Takes the last deed back, or does it again, and says so. */
export function useUndo(): { readonly undo: () => void; readonly redo: () => void } {
  const { t } = useTranslation('shell');
  // Single functions, so that the whole window is not drawn again with every deed and every notice.
  const undoDeed = useHistory((state) => state.undo);
  const redoDeed = useHistory((state) => state.redo);
  const tell = useNotices((state) => state.tell);
  const tellError = useNotices((state) => state.tellError);
  const redo = useCallback(() => {
    redoDeed().catch(tellError);
  }, [redoDeed, tellError]);
  const undo = useCallback(() => {
    undoDeed().then((deed) => {
      if (deed === null) return;
      tell(t(`undone.${deed.kind}`, { count: 'count' in deed ? deed.count : deed.clips }), {
        label: t('redo'),
        run: redo,
      });
    }, tellError);
  }, [undoDeed, redo, tell, tellError, t]);
  return { undo, redo };
}
