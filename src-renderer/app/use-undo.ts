import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory, useNotices } from '../stores/use-stores.ts';

/** Takes the last deed back, or does it again, and says so. */
export function useUndo(): { readonly undo: () => void; readonly redo: () => void } {
  const { t } = useTranslation('shell');
  const history = useHistory((state) => state);
  const notices = useNotices((state) => state);
  const undo = useCallback(() => {
    history.undo().then((deed) => {
      if (deed === null) return;
      const title = t(`undone.${deed.kind}`, { count: deed.clips });
      notices.tell(title, { label: t('redo'), run: () => void history.redo().catch(notices.tellError) });
    }, notices.tellError);
  }, [history, notices, t]);
  const redo = useCallback(() => {
    history.redo().catch(notices.tellError);
  }, [history, notices]);
  return { undo, redo };
}
