import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandResponse } from '../../../src-preload/contract/commands.ts';
import { useActivity, useClient, useNotices, useSession } from '../../stores/use-stores.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes, formatNumber } from '../../ui/format.ts';
import styles from './activity.module.css';

type Statistics = CommandResponse<'library.stats'>;
type StageTimes = Statistics['stages'][number];

/** What each stage costs, over all its runs in this library. */
export function TimesTable() {
  const { t } = useTranslation('activity');
  const statistics = useStatistics();
  if (statistics === null) return null;
  const stages = statistics.stages.filter(({ runs }) => runs > 0);
  if (stages.length === 0) return <EmptyState title={t('noTimes')} />;
  return (
    <div className={styles['sections']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {(['stage', 'runs', 'mean', 'most', 'cpu', 'memory', 'stageSpeed'] as const).map((name) => (
              <th key={name} scope="col">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="figures">
          {stages.map((stage) => (
            <TimesRow key={stage.stage} times={stage} />
          ))}
        </tbody>
      </table>
      <Sizes statistics={statistics} />
    </div>
  );
}

function TimesRow({ times }: { readonly times: StageTimes }) {
  const { i18n } = useTranslation('activity');
  const titles = useActivity((state) => state.stageTitles);
  const { language } = i18n;
  const seconds = (value: number | undefined): string =>
    value === undefined ? '–' : `${formatNumber(value, language, value < 10 ? 2 : 0)} s`;
  return (
    <tr>
      <th scope="row">{titles.get(times.stage) ?? times.stage}</th>
      <td>{formatNumber(times.runs, language)}</td>
      <td>{seconds(times.wallSec?.mean)}</td>
      <td>{seconds(times.wallSec?.most)}</td>
      <td>{seconds(times.cpuSec?.mean)}</td>
      <td>{times.peakMemoryBytes === null ? '–' : formatBytes(times.peakMemoryBytes.most, language)}</td>
      <td>{times.speed === null ? '–' : formatNumber(times.speed, language, times.speed < 10 ? 1 : 0)}</td>
    </tr>
  );
}

function Sizes({ statistics }: { readonly statistics: Statistics }) {
  const { t, i18n } = useTranslation('activity');
  const { cache, sizeBytes, derivedBytes, databaseBytes } = statistics;
  const reused = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  const figures = [
    [t('library.size'), formatBytes(sizeBytes, i18n.language)],
    [t('library.derived'), formatBytes(derivedBytes, i18n.language)],
    [t('library.database'), formatBytes(databaseBytes, i18n.language)],
    [t('library.reused'), cache.hitRate === null ? '–' : reused.format(cache.hitRate)],
  ] as const;
  return (
    <dl className={styles['figures']}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useStatistics(): Statistics | null {
  const client = useClient();
  const epoch = useSession((state) => state.epoch);
  const tellError = useNotices((state) => state.tellError);
  const [statistics, setStatistics] = useState<Statistics | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    client.ask('library.stats', {}, abort.signal).then(setStatistics, tellError);
    return () => {
      abort.abort();
    };
  }, [client, tellError, epoch]);
  return statistics;
}
