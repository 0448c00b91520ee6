import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useActivity } from '../stores/use-stores.ts';

/** The window's title says what is going on, for whoever sees only the task bar. */
export function useWindowTitle(): void {
  const { t } = useTranslation('shell');
  const openClips = useActivity(({ status }) => status?.openClips ?? 0);
  useEffect(() => {
    document.title = openClips === 0 ? 'Rushes' : `${t('working', { count: openClips })} – Rushes`;
  }, [openClips, t]);
}
