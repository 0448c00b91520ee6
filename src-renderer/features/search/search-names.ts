/** What fields, facets and their values are called in the window's language. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Facet } from '../../../src-preload/contract/search.ts';

/** A field that has no name of its own yet is called as it is written. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation('search');
  return useCallback(
    (field) => {
      const names = t('field', { returnObjects: true }) as Readonly<Record<string, string>>;
      return Object.hasOwn(names, field) ? (names[field] ?? field) : field;
    },
    [t],
  );
}

/** Values come as people read them, but for those that have names in each language. */
export function useFacetValueName(): (facet: Facet['facet'], value: string) => string {
  const { t } = useTranslation(['search', 'terms', 'library']);
  return useCallback(
    (facet, value) => {
      const own: Partial<Record<Facet['facet'], object>> = {
        match: t('search:match', { returnObjects: true }),
        resolution: t('terms:resolution', { returnObjects: true }),
      };
      const names = (own[facet] ?? {}) as Readonly<Record<string, string>>;
      if (facet === 'rating' && /^[1-5]$/.test(value)) return t('library:stars', { count: Number(value) });
      return Object.hasOwn(names, value) ? (names[value] ?? value) : value;
    },
    [t],
  );
}
