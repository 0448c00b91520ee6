/** Shows what merging would do, asks for a yes, and says what came of it. */
import { useState } from 'react';
import type { FileWish, MergeState } from '../../stores/duplicates-store-merging.ts';
import { useDuplicates } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { fileName } from './file-name.ts';
import { type DuplicateWords, useDuplicateWords } from './duplicate-words.ts';
import styles from './merge.module.css';
import { MergePreview } from './merge-preview.tsx';
import { MergeResult } from './merge-result.tsx';

export function MergeDialog() {
  const merge = useDuplicates((state) => state.merge);
  const closeMerge = useDuplicates((state) => state.closeMerge);
  const words = useDuplicateWords();
  const { t } = words;
  return (
    <Dialog
      isOpen={merge.state !== 'none'}
      onClose={closeMerge}
      title={titleOf(merge, words)}
      size="l"
      closeLabel={t('shell:close')}
    >
      {merge.state === 'reading' && <ProgressBar label={t('merging.reading')} fraction={null} size="s" />}
      {(merge.state === 'shown' || merge.state === 'merging') && (
        // A yes is to one preview: it does not hold for the next.
        <Question key={merge.preview.token} merge={merge} words={words} />
      )}
      {merge.state === 'merged' && <MergeResult merge={merge} words={words} />}
      {merge.state === 'failed' && (
        <div role="alert" className={styles['failure']}>
          <p>{merge.error.message}</p>
          <p>{merge.error.remedy}</p>
        </div>
      )}
    </Dialog>
  );
}

function titleOf(merge: MergeState, { t }: DuplicateWords): string {
  if (merge.state === 'failed') return t('merging.failed');
  if (merge.state === 'merged') return t('merging.doneTitle');
  if (merge.state === 'none' || merge.state === 'reading') return t('merging.reading');
  const { keep, others } = merge.preview;
  const name = keep.path === null ? keep.clipId : fileName(keep.path);
  return others.length === 0
    ? t('merging.titleCopies', { name })
    : t('merging.title', { count: others.length, name });
}

interface QuestionProps {
  readonly merge: Extract<MergeState, { state: 'shown' | 'merging' }>;
  readonly words: DuplicateWords;
}

function Question({ merge, words }: QuestionProps) {
  const { t } = words;
  const confirmMerge = useDuplicates((state) => state.confirmMerge);
  const closeMerge = useDuplicates((state) => state.closeMerge);
  const [wish, setWish] = useState<FileWish>('leave-files');
  const { preview, news } = merge;
  const isBusy = merge.state === 'merging';
  const count = preview.files.filter(({ stays }) => stays === null).length;
  // Of one clip's files nothing is to be said that it does not say itself.
  const isOnlyFiles = preview.others.length === 0;
  const confirmText = isOnlyFiles
    ? t('merging.confirmTrashOnly', { count })
    : wish === 'trash-files'
      ? t('merging.confirmTrash', { count })
      : t('merging.confirm');
  return (
    <div className={styles['question']}>
      {news === 'outdated' && (
        <p role="alert" className={styles['news']}>
          {t('merging.outdated')}
        </p>
      )}
      <MergePreview preview={preview} wish={wish} onWish={setWish} words={words} />
      <div className={styles['buttons']}>
        <Button variant="quiet" disabled={isBusy} onClick={closeMerge}>
          {t('shell:cancel')}
        </Button>
        <Button
          variant={wish === 'trash-files' ? 'danger' : 'primary'}
          disabled={isBusy || (isOnlyFiles && wish === 'leave-files')}
          onClick={() => void confirmMerge(wish)}
        >
          {isBusy ? t('merging.busy') : confirmText}
        </Button>
      </div>
    </div>
  );
}
