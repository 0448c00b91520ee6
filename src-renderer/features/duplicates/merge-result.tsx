import { CircleCheck } from 'lucide-react';
import type { MergeState } from '../../stores/duplicates-store-merging.ts';
import { useDuplicates, useHistory, useNotices } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import type { DuplicateWords } from './duplicate-words.ts';
import styles from './merge.module.css';

interface MergeResultProps {
  readonly merge: Extract<MergeState, { state: 'merged' }>;
  readonly words: DuplicateWords;
}

export function MergeResult({ merge: { report, preview }, words: { t, language } }: MergeResultProps) {
  const closeMerge = useDuplicates((state) => state.closeMerge);
  const undo = useUndoMerge(report.clipId);
  const { trashed, stayed, freedBytes } = report;
  return (
    <div className={styles['question']}>
      <div role="status" className={styles['done']}>
        <CircleCheck size={18} aria-hidden />
        <div>
          {preview.others.length > 0 && <p>{t('merging.done')}</p>}
          <p>
            {trashed.length === 0
              ? t('merging.noneTrashed')
              : t('merging.trashed', { count: trashed.length, size: formatBytes(freedBytes, language) })}
          </p>
          {undo !== null && <p className={styles['hint']}>{t('merging.undoText')}</p>}
        </div>
      </div>
      {stayed.length > 0 && (
        <section className={styles['part']}>
          <p>{t('merging.stayed', { count: stayed.length })}</p>
          <ul className={styles['files']}>
            {stayed.map(({ path, reason, error }) => (
              <li key={path} data-state="stays">
                <span className="selectable">{path}</span>
                <span />
                <span>
                  {t(`merging.why.${reason}`)}
                  {error !== null && `: ${error.message} ${error.remedy}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles['buttons']}>
        {undo !== null && (
          <Button variant="quiet" onClick={undo}>
            {t('merging.undo')}
          </Button>
        )}
        <Button variant="primary" ref={focusOnce} onClick={closeMerge}>
          {t('shell:close')}
        </Button>
      </div>
    </div>
  );
}

/** The button that had the focus is gone with the question. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}

/** null: merging said nothing new, or something else was done since. */
function useUndoMerge(clipId: string): (() => void) | null {
  const last = useHistory((state) => state.undoable.at(-1));
  const undo = useHistory((state) => state.undo);
  const closeMerge = useDuplicates((state) => state.closeMerge);
  const look = useDuplicates((state) => state.look);
  const tellError = useNotices((state) => state.tellError);
  if (last?.kind !== 'merge' || last.done.every((change) => change.clipId !== clipId)) return null;
  return () => {
    undo().then(() => {
      closeMerge();
      void look();
    }, tellError);
  };
}
