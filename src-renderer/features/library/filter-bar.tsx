import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLibrary } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Chip, RemovableChip } from '../../ui/chip.tsx';
import { Popover } from '../../ui/popover.tsx';
import { useCardWords } from './card-words.ts';
import { FacetChoice, RatingChoice } from './facet-choice.tsx';
import styles from './filter-bar.module.css';
import { activeFilters, type ListKind, listKinds } from './filter-values.ts';

/** What the library can be narrowed down by, and what it is narrowed down by now. */
export function FilterBar() {
  const { t } = useTranslation('library');
  const filter = useLibrary((state) => state.place.filter);
  const changeFilter = useLibrary((state) => state.changeFilter);
  const isNew = filter.opened === 'new';
  return (
    <div className={styles['bars']}>
      <div role="group" aria-label={t('filters')} className={styles['bar']}>
        {listKinds.map((kind) => (
          <FacetChip key={kind} kind={kind} />
        ))}
        <Popover
          label={t('filter.rating')}
          trigger={
            <Chip isChosen={filter.ratingAtLeast > 0}>
              {t('filter.rating')}
              <ChevronDown size={12} aria-hidden />
            </Chip>
          }
        >
          <RatingChoice />
        </Popover>
        <Chip
          isChosen={isNew}
          aria-pressed={isNew}
          onClick={() => {
            changeFilter({ opened: isNew ? 'any' : 'new' });
          }}
        >
          {t('filter.new')}
        </Chip>
      </div>
      <ActiveFilters />
    </div>
  );
}

function FacetChip({ kind }: { readonly kind: ListKind }) {
  const { t } = useTranslation('library');
  const chosen = useLibrary((state) => state.place.filter[kind].length);
  return (
    <Popover
      label={t(`filter.${kind}`)}
      trigger={
        <Chip isChosen={chosen > 0}>
          {t(`filter.${kind}`)}
          {chosen > 1 && ` ${String(chosen)}`}
          <ChevronDown size={12} aria-hidden />
        </Chip>
      }
    >
      <FacetChoice kind={kind} />
    </Popover>
  );
}

function ActiveFilters() {
  const { t } = useTranslation('library');
  const words = useCardWords();
  const filter = useLibrary((state) => state.place.filter);
  const places = useLibrary((state) => state.places);
  const changeFilter = useLibrary((state) => state.changeFilter);
  const clearFilter = useLibrary((state) => state.clearFilter);
  const volume = places?.volumes.find((other) => other.volume === filter.place?.volume);
  const folder = volume?.folders.find((other) => other.folder === filter.place?.folder);
  const placeName = folder?.name ?? (filter.place?.folder === '' ? volume?.label : filter.place?.folder);
  const active = activeFilters(filter, words, placeName ?? '');
  if (active.length === 0) return null;
  return (
    <div role="group" aria-label={t('filter.active')} className={styles['active']}>
      {active.map(({ key, text, without }) => (
        <RemovableChip
          key={key}
          text={text}
          removeLabel={t('filter.remove', { name: text })}
          onRemove={() => {
            changeFilter(without);
          }}
        />
      ))}
      <Button variant="quiet" className={styles['clear']} onClick={clearFilter}>
        {t('filter.clear')}
      </Button>
    </div>
  );
}
