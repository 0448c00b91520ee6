import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleAlert, CircleCheck, ClipboardCopy, RotateCcw } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-preload/contract/commands/failures.ts';
import { useActivity, useClient, useNotices, useSession } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import styles from './failure-list.module.css';
import { failureText, fileName } from './failure-text.ts';
import { useFailures } from './use-failures.ts';

/** Every failure with its cause, what to do about it, and a way to try again. */
export function FailureList() {
  const { t } = useTranslation('activity');
  const { failures, read } = useFailures();
  const client = useClient();
  const tell = useNotices((state) => state.tell);
  const tellError = useNotices((state) => state.tellError);
  const [busy, setBusy] = useState<'none' | 'all' | (string & {})>('none');
  if (failures === null) return null;
  if (failures.length === 0)
    return (
      <EmptyState
        icon={<CircleCheck size={32} aria-hidden />}
        title={t('noFailures')}
        text={t('noFailuresText')}
      />
    );
  const retry = (clip: string | null): void => {
    setBusy(clip ?? 'all');
    client
      .ask('failures.retry', { clip })
      .then((outcome) => {
        const failed = outcome.failures.length;
        tell(failed === 0 ? t('retriedWell') : t('retried', { failed }));
        read();
      }, tellError)
      .finally(() => {
        setBusy('none');
      });
  };
  const copy = (): void => {
    navigator.clipboard.writeText(failures.map(failureText).join('\n\n')).then(() => {
      tell(t('copied'));
    }, tellError);
  };
  return (
    <div className={styles['failures']}>
      <div className={styles['actions']}>
        <Button
          icon={<RotateCcw size={15} aria-hidden />}
          disabled={busy !== 'none'}
          onClick={() => {
            retry(null);
          }}
        >
          {busy === 'all' ? t('retrying') : t('retryAll')}
        </Button>
        <Button variant="quiet" icon={<ClipboardCopy size={15} aria-hidden />} onClick={copy}>
          {t('copyAll')}
        </Button>
      </div>
      <Rows failures={failures} busy={busy} onRetry={retry} />
    </div>
  );
}

interface RowsProps {
  readonly failures: readonly Failure[];
  readonly busy: string;
  readonly onRetry: (clipId: string) => void;
}

function Rows({ failures, busy, onRetry }: RowsProps) {
  const scroller = useRef<HTMLUListElement>(null);
  const rows = useVirtualizer({
    count: failures.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 96,
    overscan: 6,
  });
  return (
    <ul ref={scroller} className={styles['scroller']} tabIndex={0}>
      <li role="presentation" style={{ height: rows.getTotalSize() }} />
      {rows.getVirtualItems().map(({ index, start }) => {
        const failure = failures[index];
        if (failure === undefined) return null;
        return (
          <li
            key={index}
            ref={rows.measureElement}
            data-index={index}
            aria-setsize={failures.length}
            aria-posinset={index + 1}
            className={styles['item']}
            style={{ transform: `translateY(${String(start)}px)` }}
          >
            <Row failure={failure} busy={busy} onRetry={onRetry} />
          </li>
        );
      })}
    </ul>
  );
}

interface RowProps extends Omit<RowsProps, 'failures'> {
  readonly failure: Failure;
}

function Row({ failure, busy, onRetry }: RowProps) {
  const { t } = useTranslation('activity');
  const titles = useActivity((state) => state.stageTitles);
  const navigate = useSession((state) => state.navigate);
  const openDialog = useSession((state) => state.openDialog);
  const { clipId, stage, error } = failure;
  const open = (): void => {
    if (clipId === null) return;
    openDialog('none');
    navigate({ screen: 'clip', clipId });
  };
  return (
    <article className={styles['failure']}>
      <CircleAlert size={18} aria-hidden />
      <div className={styles['text']}>
        <p className={styles['name']}>
          <strong title={failure.path ?? undefined}>{fileName(failure)}</strong>
          <span>{stage === null ? t('wholeFile') : (titles.get(stage) ?? stage)}</span>
          <span>{t(`state.${failure.state}`)}</span>
          {failure.attempt > 1 && <span>{t('attempt', { count: failure.attempt })}</span>}
        </p>
        <p className="selectable">{error.message}</p>
        <p className={`selectable ${styles['remedy'] ?? ''}`}>{error.remedy}</p>
      </div>
      {clipId !== null && (
        <div className={styles['buttons']}>
          <Button
            disabled={busy !== 'none'}
            onClick={() => {
              onRetry(clipId);
            }}
          >
            {busy === clipId ? t('retrying') : t('retryOne')}
          </Button>
          <Button variant="quiet" onClick={open}>
            {t('open')}
          </Button>
        </div>
      )}
    </article>
  );
}
