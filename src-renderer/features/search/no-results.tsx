import { ImageOff, SearchX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cutOut } from '../../stores/search-results.ts';
import { useSearch } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useQueryFilters } from './query-filters.ts';
import { usePartName } from './search-notices.tsx';
import { useSearchChange, useSearchRoute } from './use-search-change.ts';

/** Nothing was found: why that may be, and what to try. */
export function NoResults() {
  const { t } = useTranslation('search');
  const likeness = useSearch((state) => state.answer?.likeness ?? 'not-asked');
  if (likeness === 'no-picture')
    return <Nothing icon="picture" title={t('none.noPictureTitle')} text={t('none.noPictureText')} />;
  if (likeness === 'no-vectors')
    return <Nothing icon="picture" title={t('none.noVectorsTitle')} text={t('none.noVectorsText')} />;
  if (likeness === 'searched')
    return <Nothing icon="words" title={t('none.likeTitle')} text={t('none.likeText')} />;
  return <Nothing icon="words" title={t('none.title')} text={t('none.text')} />;
}

interface NothingProps {
  readonly icon: 'words' | 'picture';
  readonly title: string;
  readonly text: string;
}

function Nothing({ icon, title, text }: NothingProps): ReactNode {
  const { t } = useTranslation('search');
  const { leave } = useSearchChange();
  const Icon = icon === 'words' ? SearchX : ImageOff;
  return (
    <EmptyState icon={<Icon size={32} aria-hidden />} title={title} text={text}>
      <Remedies />
      <Button variant="quiet" onClick={leave}>
        {t('none.library')}
      </Button>
    </EmptyState>
  );
}

/** Each takes one thing away that may stand in the way. */
function Remedies() {
  const { t } = useTranslation('search');
  const route = useSearchRoute();
  const query = useSearch((state) => state.answer?.query ?? null);
  const filters = useQueryFilters();
  const partName = usePartName();
  const { change } = useSearchChange();
  if (route === null) return null;
  const words = query?.words ?? '';
  return (
    <>
      {filters.slice(0, 4).map((part) => (
        <Button
          key={part.start}
          onClick={() => {
            change({ query: cutOut(route.query, part) });
          }}
        >
          {t('none.without', { part: partName(part) })}
        </Button>
      ))}
      {filters.length > 1 && words !== '' && (
        <Button
          onClick={() => {
            change({ query: words });
          }}
        >
          {t('none.clearAll')}
        </Button>
      )}
      {route.mode !== 'hybrid' && route.like === null && (
        <Button
          onClick={() => {
            change({ mode: 'hybrid' });
          }}
        >
          {t('none.everything')}
        </Button>
      )}
    </>
  );
}

export function FailedSearch() {
  const { t } = useTranslation(['search', 'shell']);
  const failure = useSearch((state) => state.failure);
  const retry = useSearch((state) => state.retry);
  const text = failure === null ? undefined : `${failure.message}. ${failure.remedy}`;
  return (
    <EmptyState icon={<TriangleAlert size={28} aria-hidden />} title={t('failed')} text={text}>
      <Button onClick={retry}>{t('shell:retry')}</Button>
    </EmptyState>
  );
}
