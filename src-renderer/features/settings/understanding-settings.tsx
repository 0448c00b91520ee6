/** What Rushes looks for only where somebody wants it to. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandResponse } from '../../../src-preload/contract/commands.ts';
import { useClient, useModels, useNotices } from '../../stores/use-stores.ts';
import { Switch } from '../../ui/switch.tsx';
import styles from './settings.module.css';

type Stage = CommandResponse<'stages.list'>['stages'][number];
type Choices = CommandResponse<'settings.read'>['stages'];

export function UnderstandingSettings() {
  const { t } = useTranslation('settings');
  const { stages, choices, turn } = useOptionalStages();
  const isWithoutModel = useWithoutModel();
  if (stages === null || choices === null) return null;
  const texts: Readonly<Record<string, string>> = t('understanding.stages', { returnObjects: true });
  const titles: Readonly<Record<string, string>> = t('understanding.titles', { returnObjects: true });
  return (
    <>
      <p className={styles['lead']}>
        {stages.length === 0 ? t('understanding.none') : t('understanding.text')}
      </p>
      <ul className={styles['switches']}>
        {stages.map(({ name, title, models }) => (
          <li key={name}>
            <div>
              <h3>{titles[name] ?? title}</h3>
              {texts[name] !== undefined && <p>{texts[name]}</p>}
              {models.some(isWithoutModel) && (
                <p className={styles['detail']}>{t('understanding.needsModel')}</p>
              )}
            </div>
            <Switch
              label={titles[name] ?? title}
              isOn={choices[name] === 'on'}
              onChange={(isOn) => {
                turn(name, isOn ? 'on' : 'off');
              }}
            />
          </li>
        ))}
      </ul>
      {stages.length > 0 && <p className={styles['detail']}>{t('understanding.later')}</p>}
    </>
  );
}

/** Whether a model that is asked for is still to be installed; none is, before packs were read. */
function useWithoutModel(): (wanted: Stage['models'][number]) => boolean {
  const packs = useModels((state) => state.packs);
  const read = useModels((state) => state.read);
  useEffect(() => {
    // It is only a hint that is left out without them.
    read().catch(() => undefined);
  }, [read]);
  return ({ task, need }) =>
    need === 'required' &&
    packs?.some(
      ({ state, tasks }) =>
        (state === 'installed' || state === 'side-loaded') && tasks.some((one) => one.task === task),
    ) === false;
}

/** Those that are off initially; null: not read yet. */
function useOptionalStages() {
  const client = useClient();
  const tellError = useNotices((state) => state.tellError);
  const [stages, setStages] = useState<readonly Stage[] | null>(null);
  const [choices, setChoices] = useState<Choices | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    client.ask('stages.list', {}, abort.signal).then((list) => {
      setStages(list.stages.filter(({ initially }) => initially === 'off'));
    }, tellError);
    client.ask('settings.read', {}, abort.signal).then((work) => {
      setChoices(work.stages);
    }, tellError);
    return () => {
      abort.abort();
    };
  }, [client, tellError]);
  const turn = (stage: string, state: 'on' | 'off'): void => {
    client.ask('settings.save', { stages: { [stage]: state } }).then((work) => {
      setChoices(work.stages);
    }, tellError);
  };
  return { stages, choices, turn };
}
