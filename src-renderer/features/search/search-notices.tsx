/** What of the query was understood as filters, and what one should know about the answer. */
import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cutOut } from '../../stores/search-results.ts';
import { useSearch, useSession } from '../../stores/use-stores.ts';
import { Button } from '../../ui/button.tsx';
import { RemovableChip } from '../../ui/chip.tsx';
import { type QueryPart, useQueryFilters } from './query-filters.ts';
import { useFieldName } from './search-names.ts';
import styles from './search-screen.module.css';
import { useMissingPack } from './use-missing-pack.ts';
import { useSearchChange, useSearchRoute } from './use-search-change.ts';

export function SearchNotices() {
  const { t } = useTranslation('search');
  const filters = useQueryFilters();
  const route = useSearchRoute();
  const { change } = useSearchChange();
  const partName = usePartName();
  const notices = useNoticeTexts();
  const [hasFilters, hasNotices] = [filters.length > 0, notices.length > 0];
  if (!hasFilters && !hasNotices) return null;
  return (
    <div className={styles['notices']}>
      {hasFilters && (
        <div role="group" aria-label={t('understood')} className={styles['chips']}>
          {filters.map((part) => {
            const name = partName(part);
            return (
              <RemovableChip
                key={`${String(part.start)} ${name}`}
                text={name}
                removeLabel={t('remove', { name })}
                onRemove={() => {
                  change({ query: cutOut(route?.query ?? '', part) });
                }}
              />
            );
          })}
        </div>
      )}
      {hasNotices && (
        <ul className={styles['told']}>
          {notices.map(({ key, text }) => (
            <li key={key}>
              <Info size={14} aria-hidden />
              {text}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** "Camera: Sony ILCE-7M4", "not HDR" */
export function usePartName(): (part: QueryPart) => string {
  const { t } = useTranslation('search');
  const fieldName = useFieldName();
  return ({ field, value, use }) => {
    const part = field === null ? value : `${fieldName(field)}: ${value}`;
    return use === 'exclude' ? t('not', { part }) : part;
  };
}

interface NoticeText {
  readonly key: string;
  readonly text: ReactNode;
}

function useNoticeTexts(): readonly NoticeText[] {
  const { t } = useTranslation('search');
  const query = useSearch((state) => state.answer?.query ?? null);
  const missing = useSearch((state) => state.missing);
  const failure = useSearch((state) => state.vectorFailure);
  const isLike = (useSearchRoute()?.like ?? null) !== null;
  const unindexed = useSearch((state) => state.answer?.unindexed ?? 0);
  const notices: NoticeText[] = [];
  if (unindexed > 0)
    notices.push({ key: 'unindexed', text: <span>{t('unindexed', { count: unindexed })}</span> });
  for (const { from, to } of query?.corrected ?? [])
    notices.push({ key: `corrected ${from}`, text: <span>{t('corrected', { from, to })}</span> });
  for (const { text, reason, start } of query?.ignored ?? [])
    notices.push({ key: `ignored ${String(start)}`, text: <span>{t(`ignored.${reason}`, { text })}</span> });
  if (missing.length > 0)
    notices.push({
      key: 'missing',
      text: <MissingModel text={isLike ? t('missingPicture') : t('missing')} />,
    });
  if (failure !== null) notices.push({ key: 'failure', text: <span>{t('vectorFailure', failure)}</span> });
  return notices;
}

function MissingModel({ text }: { readonly text: string }) {
  const { t } = useTranslation('search');
  const pack = useMissingPack();
  const navigate = useSession((state) => state.navigate);
  return (
    <>
      <span>{text}</span>
      <Button
        variant="quiet"
        className={styles['small']}
        onClick={() => {
          navigate({ screen: 'models', pack: pack?.id ?? null });
        }}
      >
        {pack === null ? t('toModels') : t('getPack', { pack: pack.title })}
      </Button>
    </>
  );
}
