/** Languages, through i18next: `const { t } = useTranslation('library')`. Areas are namespaces. */
import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { english, german } from './texts.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: typeof english;
  }
}

export const languageNames = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languageNames;

function isLanguage(code: string): code is Language {
  return Object.hasOwn(languageNames, code);
}

/** What somebody chose, else the first of the system's languages that there is, else English. */
export function languageFor(chosen: string, ofSystem: readonly string[]): Language {
  const wanted = [chosen, ...ofSystem].map((code) => code.split('-')[0]?.toLowerCase() ?? '');
  return wanted.find(isLanguage) ?? 'en';
}

export async function createI18n(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'shell',
    resources: { en: english, de: german },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  return instance;
}
