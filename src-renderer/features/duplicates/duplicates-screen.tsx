/** Clips that are there more than once: found on request, compared, and merged after a preview. */
import { Copy, Search, ShieldCheck, X } from 'lucide-react';
import type { DuplicateKind, Lookup } from '../../stores/duplicates-store.ts';
import { useDuplicates } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { type DuplicateWords, useDuplicateWords } from './duplicate-words.ts';
import styles from './duplicates.module.css';
import { GroupList } from './group-list.tsx';
import { MergeDialog } from './merge-dialog.tsx';

export function DuplicatesScreen() {
  const words = useDuplicateWords();
  const { t } = words;
  const kind = useDuplicates((state) => state.kind);
  const setKind = useDuplicates((state) => state.setKind);
  const lookup = useDuplicates((state) => state.lookups[state.kind]);
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <h1>{t('title')}</h1>
          <p className={styles['text']}>
            <ShieldCheck size={16} aria-hidden />
            {t('text')}
          </p>
        </div>
        <div className={styles['tools']}>
          <Segmented
            label={t('kind')}
            value={kind}
            options={(['exact', 'near'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
            onChange={setKind}
          />
          <LookButton lookup={lookup} />
          <span className={styles['hint']}>{t(`kindTexts.${kind}`)}</span>
        </div>
        <Outcome lookup={lookup} kind={kind} words={words} />
      </header>
      <Content lookup={lookup} kind={kind} words={words} />
      <MergeDialog />
    </div>
  );
}

function LookButton({ lookup }: { readonly lookup: Lookup }) {
  const { t } = useDuplicateWords();
  const look = useDuplicates((state) => state.look);
  const cancel = useDuplicates((state) => state.cancel);
  // One button, so that the focus stays where it is.
  const isLooking = lookup.state === 'looking';
  return (
    <Button
      variant={lookup.found === null && !isLooking ? 'primary' : 'secondary'}
      icon={isLooking ? <X size={16} aria-hidden /> : <Search size={16} aria-hidden />}
      onClick={() => {
        if (isLooking) cancel();
        else void look();
      }}
    >
      {isLooking ? t('shell:cancel') : t(lookup.found === null ? 'look' : 'lookAgain')}
    </Button>
  );
}

interface LookupProps {
  readonly lookup: Lookup;
  readonly kind: DuplicateKind;
  readonly words: DuplicateWords;
}

/** Read aloud as it changes. */
function Outcome({ lookup: { state, found, error }, kind, words: { t, language } }: LookupProps) {
  const bytes = (found?.groups ?? []).reduce((sum, group) => sum + group.reclaimableBytes, 0);
  return (
    <div role="status" className={styles['outcome']}>
      {state === 'looking' && (
        <>
          <span>{t('looking')}</span>
          <ProgressBar label={t('looking')} fraction={null} size="s" />
        </>
      )}
      {state === 'failed' && (
        <p className={styles['failure']}>
          <strong>{t('failed')}</strong> {error?.message} {error?.remedy}
        </p>
      )}
      {state === 'idle' && found !== null && (
        <>
          <strong>{t('found', { count: found.groups.length })}</strong>
          {bytes > 0 && <span>{t('couldBeFree', { size: formatBytes(bytes, language) })}</span>}
          {kind === 'near' && found.notCompared > 0 && (
            <span>{t('notCompared', { count: found.notCompared })}</span>
          )}
        </>
      )}
    </div>
  );
}

function Content({ lookup: { state, found }, kind, words: { t } }: LookupProps) {
  const setKind = useDuplicates((store) => store.setKind);
  const look = useDuplicates((store) => store.look);
  const icon = <Copy size={28} aria-hidden />;
  if (found === null)
    return state === 'idle' ? <EmptyState icon={icon} title={t('startTitle')} text={t('startText')} /> : null;
  if (found.groups.length > 0) return <GroupList key={kind} groups={found.groups} />;
  if (state !== 'idle') return null;
  const other = kind === 'exact' ? 'near' : 'exact';
  return (
    <EmptyState icon={icon} title={t(`noneTitle.${kind}`)} text={t(`noneText.${kind}`)}>
      <Button
        onClick={() => {
          setKind(other);
          void look();
        }}
      >
        {t(`lookForOther.${other}`)}
      </Button>
    </EmptyState>
  );
}
