import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActivity } from '../../stores/use-stores.ts';
import { Tabs } from '../../ui/tabs.tsx';
import styles from './activity.module.css';
import { FailureList } from './failure-list.tsx';
import { Overview } from './overview.tsx';
import { QueueTable } from './queue-table.tsx';
import { RunningList } from './running-list.tsx';
import { ScanList } from './scan-list.tsx';
import { TimesTable } from './times-table.tsx';

type TabId = 'now' | 'failures' | 'times';

export function ActivityScreen() {
  const { t } = useTranslation('activity');
  const [tab, setTab] = useState<TabId>('now');
  const failed = useActivity(({ status }) => (status?.jobs.failed ?? 0) + (status?.files.failed ?? 0));
  return (
    <div className={styles['screen']}>
      <div className={styles['column']}>
        <h1 className="visually-hidden">{t('title')}</h1>
        <Overview />
        <Tabs
          label={t('title')}
          chosen={tab}
          onChoose={setTab}
          tabs={[
            { id: 'now', label: t('now'), content: <Now /> },
            {
              id: 'failures',
              label: failed === 0 ? t('failures') : `${t('failures')} (${String(failed)})`,
              content: <FailureList />,
            },
            { id: 'times', label: t('times'), content: <TimesTable /> },
          ]}
        />
      </div>
    </div>
  );
}

function Now() {
  return (
    <div className={styles['sections']}>
      <RunningList />
      <QueueTable />
      <ScanList />
    </div>
  );
}
