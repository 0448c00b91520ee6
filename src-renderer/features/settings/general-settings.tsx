import { useTranslation } from 'react-i18next';
import { languages, themes } from '../../../src-preload/contract/host-commands.ts';
import { languageNames } from '../../i18n/i18n.ts';
import { useNotices, useSession } from '../../stores/use-stores.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { Setting } from './setting.tsx';

export function GeneralSettings() {
  const { t } = useTranslation('settings');
  const preferences = useSession((state) => state.facts?.preferences);
  const save = useSession((state) => state.savePreferences);
  const tellError = useNotices((state) => state.tellError);
  if (preferences === undefined) return null;
  return (
    <>
      <Setting name={t('language')}>
        <Select
          label={t('language')}
          value={preferences.language}
          options={languages.map((value) => ({
            value,
            label: value === 'system' ? t('languageSystem') : languageNames[value],
          }))}
          onChange={(language) => void save({ language }).catch(tellError)}
        />
      </Setting>
      <Setting name={t('theme')}>
        <Segmented
          label={t('theme')}
          value={preferences.theme}
          options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
          onChange={(theme) => void save({ theme }).catch(tellError)}
        />
      </Setting>
    </>
  );
}
