import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLibrary } from '../../stores/use-stores.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { formatNumber } from '../../ui/format.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useCardWords } from './card-words.ts';
import styles from './facet-choice.module.css';
import { facetValues, type ListKind, toggled, valueName } from './filter-values.ts';

/** With more values than this there is a field to find one. */
const manyValues = 12;

/** Counts are kept up to date while somebody looks at them. */
function useWatchedFacets() {
  const watch = useLibrary((state) => state.watch);
  useEffect(() => watch('facets'), [watch]);
  return useLibrary((state) => state.facets);
}

/** The values of a kind, to tick. */
export function FacetChoice({ kind }: { readonly kind: ListKind }) {
  const { t } = useTranslation('library');
  const words = useCardWords();
  const facets = useWatchedFacets();
  const filter = useLibrary((state) => state.place.filter);
  const changeFilter = useLibrary((state) => state.changeFilter);
  const [sought, setSought] = useState('');
  const values = facetValues(kind, facets, filter).map((value) => ({
    ...value,
    name: valueName(kind, value.value, words),
  }));
  const shown = values.filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()));
  const label = t(`filter.${kind}`);
  if (facets !== null && values.length === 0) return <p className={styles['none']}>{t('filter.noValues')}</p>;
  return (
    <div className={styles['choice']}>
      {values.length > manyValues && (
        <TextField
          label={t('filter.within', { kind: label })}
          icon={<Search size={14} aria-hidden />}
          value={sought}
          onChange={setSought}
        />
      )}
      <CheckList
        label={label}
        items={shown.map(({ value, name, clips, isChosen }) => ({
          value,
          label: name,
          detail: formatNumber(clips, words.language),
          isChecked: isChosen,
        }))}
        onToggle={(value) => {
          changeFilter(toggled(filter, kind, value));
        }}
      />
    </div>
  );
}

const atLeast = [0, 5, 4, 3, 2, 1] as const;

/** From how many stars on. */
export function RatingChoice() {
  const { t, i18n } = useTranslation('library');
  const facets = useWatchedFacets();
  const chosen = useLibrary((state) => state.place.filter.ratingAtLeast);
  const changeFilter = useLibrary((state) => state.changeFilter);
  const countFrom = (stars: number): number =>
    (facets?.ratings ?? []).reduce(
      (sum, { value, clips }) => (Number(value) >= stars ? sum + clips : sum),
      0,
    );
  const nameOf = (stars: number): string => {
    if (stars === 0) return t('filter.anyRating');
    const text = t('stars', { count: stars });
    return stars === 5 ? text : t('filter.ratingAtLeast', { stars: text });
  };
  return (
    <CheckList
      label={t('filter.rating')}
      kind="one"
      items={atLeast.map((stars) => ({
        value: String(stars),
        label: nameOf(stars),
        ...(stars === 0 ? {} : { detail: formatNumber(countFrom(stars), i18n.language) }),
        isChecked: stars === chosen,
      }))}
      onToggle={(value) => {
        changeFilter({ ratingAtLeast: Number(value) });
      }}
    />
  );
}
