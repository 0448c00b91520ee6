import { Minus, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandInput, CommandResponse } from '../../../src-preload/contract/commands.ts';
import { useClient, useNotices } from '../../stores/use-stores.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Setting } from './setting.tsx';
import styles from './settings.module.css';

type Work = CommandResponse<'settings.read'>;
type Queue = keyof Work['limits'];

const profiles = ['default', 'fast'] as const;
const most = 32;

export function WorkSettings() {
  const { t } = useTranslation('settings');
  const { work, save } = useWorkSettings();
  if (work === null) return null;
  return (
    <>
      <Setting name={t('work.profile')} text={t(`work.profileText.${work.profile}`)}>
        <Segmented
          label={t('work.profile')}
          value={work.profile}
          options={profiles.map((value) => ({ value, label: t(`work.profiles.${value}`) }))}
          onChange={(profile) => {
            save({ profile });
          }}
        />
      </Setting>
      <Setting name={t('work.limits')} text={t('work.limitsText', { cores: work.cores })}>
        <div className={styles['limits']}>
          {(Object.keys(work.limits) as Queue[]).map((queue) => (
            <Limit key={queue} queue={queue} work={work} onSave={save} />
          ))}
        </div>
        <Button
          variant="quiet"
          onClick={() => {
            save({ limits: work.usualLimits });
          }}
        >
          {t('work.reset')}
        </Button>
      </Setting>
    </>
  );
}

interface LimitProps {
  readonly queue: Queue;
  readonly work: Work;
  readonly onSave: (change: CommandInput<'settings.save'>) => void;
}

function Limit({ queue, work, onSave }: LimitProps) {
  const { t } = useTranslation('settings');
  const value = work.limits[queue];
  const name = t(`work.limit.${queue}`);
  const change = (by: number) => (): void => {
    onSave({ limits: { [queue]: value + by } });
  };
  return (
    <div role="group" aria-label={name}>
      <span>
        {name}
        <small>{t('work.usual', { count: work.usualLimits[queue] })}</small>
      </span>
      <IconButton
        label={`${name} −`}
        icon={<Minus size={14} aria-hidden />}
        disabled={value <= 1}
        onClick={change(-1)}
      />
      <output className="figures">{value}</output>
      <IconButton
        label={`${name} +`}
        icon={<Plus size={14} aria-hidden />}
        disabled={value >= most}
        onClick={change(1)}
      />
    </div>
  );
}

function useWorkSettings() {
  const client = useClient();
  const tellError = useNotices((state) => state.tellError);
  const [work, setWork] = useState<Work | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    client.ask('settings.read', {}, abort.signal).then(setWork, tellError);
    return () => {
      abort.abort();
    };
  }, [client, tellError]);
  const save = (change: CommandInput<'settings.save'>): void => {
    client.ask('settings.save', change).then(setWork, tellError);
  };
  return { work, save };
}
