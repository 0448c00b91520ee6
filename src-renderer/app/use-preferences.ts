import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { languageFor } from '../i18n/i18n.ts';
import { useSession } from '../stores/use-stores.ts';

/** Puts what somebody chose into effect: the language, and the theme (the system's unless they chose one). */
export function usePreferences(): void {
  const { i18n } = useTranslation();
  const preferences = useSession((state) => state.facts?.preferences);
  const language = languageFor(preferences?.language ?? 'system', navigator.languages);
  const theme = preferences?.theme ?? 'system';
  useEffect(() => {
    document.documentElement.lang = language;
    void i18n.changeLanguage(language);
  }, [i18n, language]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
