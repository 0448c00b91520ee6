/** What the results can be narrowed down by. A press puts it into the query, another takes it out. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Facet } from '../../../src-preload/contract/search.ts';
import { cutOut, placeOfPart, withPart } from '../../stores/search-results.ts';
import { useSearch } from '../../stores/use-stores.ts';
import { formatNumber } from '../../ui/format.ts';
import styles from './facet-bar.module.css';
import { useFacetValueName } from './search-names.ts';
import { useSearchChange, useSearchRoute } from './use-search-change.ts';

const fewValues = 6;

export function FacetBar() {
  const { t } = useTranslation('search');
  const facets = useSearch((state) => state.facets);
  const shown = facets?.filter(({ values }) => values.length > 0) ?? [];
  return (
    <nav aria-label={t('facets')} className={styles['bar']}>
      {shown.length === 0 && <p className={styles['hint']}>{t('noFacets')}</p>}
      {shown.map((facet) => (
        <FacetSection key={facet.facet} facet={facet} />
      ))}
    </nav>
  );
}

function FacetSection({ facet: { facet, values } }: { readonly facet: Facet }) {
  const { t, i18n } = useTranslation('search');
  const [reach, setReach] = useState<'few' | 'all'>('few');
  const rest = values.length - fewValues;
  const name = t(`facet.${facet}`);
  return (
    <section className={styles['section']}>
      <h2>{name}</h2>
      <ul>
        {(reach === 'all' ? values : values.slice(0, fewValues)).map((value) => (
          <FacetValue key={value.query} facet={facet} value={value} />
        ))}
      </ul>
      {rest > 0 && (
        <button
          type="button"
          className={styles['more']}
          aria-expanded={reach === 'all'}
          onClick={() => {
            setReach(reach === 'all' ? 'few' : 'all');
          }}
        >
          {reach === 'all'
            ? t('fewerValues')
            : t('moreValues', { number: formatNumber(rest, i18n.language) })}
        </button>
      )}
    </section>
  );
}

interface FacetValueProps {
  readonly facet: Facet['facet'];
  readonly value: Facet['values'][number];
}

function FacetValue({ facet, value: { value, query: part, clips } }: FacetValueProps) {
  const { i18n } = useTranslation();
  const valueName = useFacetValueName();
  const query = useSearchRoute()?.query ?? '';
  const { change } = useSearchChange();
  const place = placeOfPart(query, part);
  return (
    <li>
      <button
        type="button"
        className={styles['row']}
        aria-pressed={place !== null}
        onClick={() => {
          change({ query: place === null ? withPart(query, part) : cutOut(query, place) });
        }}
      >
        <span className={styles['label']}>{valueName(facet, value)}</span>
        <span className={styles['figure']}>{formatNumber(clips, i18n.language)}</span>
      </button>
    </li>
  );
}
