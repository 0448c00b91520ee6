import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandResponse } from '../../../src-preload/contract/commands.ts';
import { useClient, useNotices, useSession } from '../../stores/use-stores.ts';
import styles from './settings.module.css';

type Check = CommandResponse<'system.doctor'>['checks'][number];

const icons = {
  ok: <CircleCheck size={16} aria-hidden />,
  warning: <CircleAlert size={16} aria-hidden />,
  missing: <CircleX size={16} aria-hidden />,
} as const;

export function ToolList() {
  const { t } = useTranslation('settings');
  const checks = useChecks();
  return (
    <>
      <p className={styles['lead']}>{checks === null ? t('tools.checking') : t('tools.text')}</p>
      <ul className={styles['tools']}>
        {checks?.map((check) => (
          <li key={check.name} data-state={check.state}>
            {icons[check.state]}
            <span className="visually-hidden">{t(`tools.state.${check.state}`)}</span>
            <strong>{check.name}</strong>
            <span className="figures">{check.version}</span>
            <span className={`selectable ${styles['detail'] ?? ''}`}>{check.detail}</span>
            {check.remedy !== null && <p className="selectable">{check.remedy}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

function useChecks(): readonly Check[] | null {
  const client = useClient();
  const libraryPath = useSession((state) => state.facts?.library?.path);
  const tellError = useNotices((state) => state.tellError);
  const [checks, setChecks] = useState<readonly Check[] | null>(null);
  useEffect(() => {
    if (libraryPath === undefined) return undefined;
    const abort = new AbortController();
    client.ask('system.doctor', { libraryPath }, abort.signal).then((found) => {
      setChecks(found.checks);
    }, tellError);
    return () => {
      abort.abort();
    };
  }, [client, libraryPath, tellError]);
  return checks;
}
