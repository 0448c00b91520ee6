import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import { useClient, useNotices } from '../../../../stores/use-stores.ts';
import { Button } from '../../../../ui/button.tsx';
import { formatDateTime, formatNumber } from '../../../../ui/format.ts';
import { useClip, useClipScope } from '../../clip-context.ts';
import styles from './stages-panel.module.css';

type Runs = NonNullable<ClipInfo['runs']>;

/** Each run with its log. Read when somebody wants to see it: it is long. */
export function RunLogs() {
  const { t } = useTranslation('clip');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles['logs']}>
      <Button
        variant="quiet"
        aria-expanded={isOpen}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
      >
        {isOpen ? t('stages.hideLogs') : t('stages.showLogs')}
      </Button>
      {isOpen && <Logs />}
    </div>
  );
}

function Logs() {
  const { t, i18n } = useTranslation('clip');
  const { clipId } = useClipScope();
  const client = useClient();
  const tellError = useNotices((state) => state.tellError);
  const stages = useClip((state) => state.info?.stages ?? null);
  const [runs, setRuns] = useState<Runs | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    client
      .ask('clip.info', { clip: clipId, manifest: true }, abort.signal)
      .then((info) => {
        setRuns(info.runs);
      })
      .catch((thrown: unknown) => {
        if (!abort.signal.aborted) tellError(thrown);
      });
    return () => {
      abort.abort();
    };
    // Whenever a stage has ended there is one run more.
  }, [client, clipId, tellError, stages]);
  if (runs === null) return <p className={styles['why']}>{t('stages.readingLogs')}</p>;
  return (
    <ol className={styles['runs']}>
      {runs.toReversed().map(({ manifest, log }) => (
        <li key={manifest.runId}>
          <details>
            <summary>
              <span className={styles['name']}>{manifest.stage}</span>{' '}
              <span className={styles['why']}>
                {formatDateTime(manifest.startedAt, i18n.language)},{' '}
                {t('stages.seconds', { seconds: formatNumber(manifest.wallSec, i18n.language, 2) })}
              </span>
            </summary>
            <pre className="selectable" tabIndex={0} aria-label={t('stages.log', { stage: manifest.stage })}>
              {log.trim() === '' ? t('stages.emptyLog') : log}
            </pre>
          </details>
        </li>
      ))}
    </ol>
  );
}
