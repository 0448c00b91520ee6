/** What was found: clips with their best moments, why, and what they can be narrowed down by. */
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAsked } from '../../stores/search-route.ts';
import { useSearch } from '../../stores/use-stores.ts';
import { FacetBar } from './facet-bar.tsx';
import { FailedSearch, NoResults } from './no-results.tsx';
import { ResultGrid } from './results/result-grid.tsx';
import { SearchHeader } from './search-header.tsx';
import { SearchNotices } from './search-notices.tsx';
import styles from './search-screen.module.css';
import { SearchStart } from './search-start.tsx';
import { useLikeName } from './use-like-name.ts';
import { useSearchRoute } from './use-search-change.ts';

interface SearchScreenProps {
  /** What can be done with the search besides looking at it, in the header. */
  readonly actions?: ReactNode;
}

export function SearchScreen({ actions = null }: SearchScreenProps) {
  const { t } = useTranslation('search');
  const route = useSearchRoute();
  const watch = useSearch((state) => state.watch);
  const [side, setSide] = useState<'open' | 'closed'>('open');
  const { name } = useLikeName(route?.like ?? null);
  useEffect(() => watch(), [watch]);
  if (route === null || !isAsked(route))
    return (
      <>
        <h1 className="visually-hidden">{t('title')}</h1>
        <SearchStart />
      </>
    );
  return (
    <div className={styles['screen']}>
      {/* What is alike is not counted by kind. */}
      {side === 'open' && route.like === null && <FacetBar />}
      <div className={styles['middle']}>
        <h1 className="visually-hidden">{route.like === null ? t('title') : name}</h1>
        <SearchHeader side={side} onSide={setSide} hasSide={route.like === null} actions={actions} />
        <SearchNotices />
        <div className={styles['results']}>
          <Results />
        </div>
      </div>
    </div>
  );
}

function Results() {
  const phase = useSearch((state) => state.phase);
  const found = useSearch((state) => state.results.length);
  if (phase === 'failed') return <FailedSearch />;
  if (found > 0) return <ResultGrid />;
  return phase === 'shown' ? <NoResults /> : null;
}
