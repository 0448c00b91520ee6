import { ArrowDownNarrowWide, ArrowUpNarrowWide, ListFilter, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { searchModes, searchSortKeys } from '../../../src-preload/contract/search.ts';
import { searchRoute } from '../../stores/search-route.ts';
import { useSearch } from '../../stores/use-stores.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import styles from './search-screen.module.css';
import { useSearchChange, useSearchRoute } from './use-search-change.ts';

interface SearchHeaderProps {
  readonly side: 'open' | 'closed';
  readonly onSide: (side: 'open' | 'closed') => void;
  readonly hasSide: boolean;
  /** What else can be done with the search: to keep it, say. */
  readonly actions: ReactNode;
}

/** How many were found, in what was searched, and in which order. */
export function SearchHeader({ side, onSide, hasSide, actions }: SearchHeaderProps) {
  const { t } = useTranslation('search');
  return (
    <div role="toolbar" aria-label={t('title')} className={styles['header']}>
      {hasSide && (
        <IconButton
          label={side === 'open' ? t('hideFacets') : t('showFacets')}
          icon={<ListFilter size={17} aria-hidden />}
          isPressed={side === 'open'}
          onClick={() => {
            onSide(side === 'open' ? 'closed' : 'open');
          }}
        />
      )}
      <Count />
      <span className={styles['space']} />
      <ModeSwitch />
      <SortControls />
      {actions}
    </div>
  );
}

function Count() {
  const { t, i18n } = useTranslation('search');
  const answer = useSearch((state) => state.answer);
  const phase = useSearch((state) => state.phase);
  const isRunning = phase === 'searching' || phase === 'partly';
  return (
    <p className={styles['count']}>
      <span role="status">
        {answer !== null &&
          t('clips', { count: answer.total, number: formatNumber(answer.total, i18n.language) })}
      </span>
      {answer !== null && (
        <span className={styles['took']}>
          {t('took', { number: formatNumber(Math.max(1, Math.round(answer.tookMs)), i18n.language) })}
        </span>
      )}
      {isRunning && (
        <span className={styles['running']} title={phase === 'partly' ? t('meaningComes') : t('searching')}>
          <LoaderCircle size={14} aria-hidden />
        </span>
      )}
    </p>
  );
}

/** What is alike is found by pictures alone: there is nothing to choose then. */
function ModeSwitch() {
  const { t } = useTranslation('search');
  const route = useSearchRoute() ?? searchRoute('');
  const { change } = useSearchChange();
  if (route.like !== null) return null;
  return (
    <Segmented
      label={t('mode.label')}
      value={route.mode}
      options={searchModes.map((value) => ({ value, label: t(`mode.${value}`) }))}
      onChange={(mode) => {
        change({ mode });
      }}
    />
  );
}

function SortControls() {
  const { t } = useTranslation('search');
  const { by, direction } = (useSearchRoute() ?? searchRoute('')).sort;
  const { change } = useSearchChange();
  const isAscending = direction === 'ascending';
  const Icon = isAscending ? ArrowUpNarrowWide : ArrowDownNarrowWide;
  return (
    <span className={styles['group']}>
      <Select
        label={t('sort')}
        value={by}
        options={searchSortKeys.map((value) => ({ value, label: t(`sortBy.${value}`) }))}
        onChange={(value) => {
          change({ sort: { by: value, direction: 'descending' } });
        }}
      />
      {by !== 'relevance' && (
        <IconButton
          label={isAscending ? t('ascending') : t('descending')}
          icon={<Icon size={17} aria-hidden />}
          onClick={() => {
            change({ sort: { by, direction: isAscending ? 'descending' : 'ascending' } });
          }}
        />
      )}
    </span>
  );
}
