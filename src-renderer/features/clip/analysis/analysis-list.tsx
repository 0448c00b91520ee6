/** What a clip counts as analysed by: each part with its state, or why it is missing and what would fill it. */
import { Ban, CircleAlert, CircleCheck, CircleDashed, CircleMinus, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../stores/use-stores.ts';
import { Button } from '../../../ui/button.tsx';
import styles from './analysis.module.css';
import type { AnalysisPart } from './analysis-state.ts';
import { usePacks } from './use-packs.ts';

const icons = {
  waiting: CircleDashed,
  running: LoaderCircle,
  done: CircleCheck,
  skipped: CircleMinus,
  failed: CircleAlert,
  blocked: Ban,
  none: CircleMinus,
} as const;

export function AnalysisList({ parts }: { readonly parts: readonly AnalysisPart[] }) {
  return (
    <ul className={styles['parts']}>
      {parts.map((part) => (
        <Part key={part.part} part={part} />
      ))}
    </ul>
  );
}

function Part({ part }: { readonly part: AnalysisPart }) {
  const { t } = useTranslation(['understood', 'terms']);
  const { state, reason, error, missingPack } = part;
  const Icon = icons[state ?? 'none'];
  const why = error?.message ?? reason ?? (state === null ? t('analysis.leftOut') : null);
  return (
    <li data-state={state ?? 'none'}>
      <Icon size={16} aria-hidden />
      <div>
        <p className={styles['line']}>
          <strong>{t(`analysis.parts.${part.part}`)}</strong>
          <span>
            {state === null
              ? t('analysis.off')
              : missingPack === null
                ? t(`terms:job.${state}`)
                : t('analysis.noModel')}
          </span>
        </p>
        {missingPack !== null ? (
          <MissingPack packId={missingPack} />
        ) : (
          why !== null && state !== 'done' && <p className={styles['why']}>{why}</p>
        )}
        {error !== null && state === 'failed' && <p className={styles['why']}>{error.remedy}</p>}
      </div>
    </li>
  );
}

function MissingPack({ packId }: { readonly packId: string }) {
  const { t } = useTranslation('understood');
  const navigate = useSession((state) => state.navigate);
  const packs = usePacks();
  const title = packs?.find(({ id }) => id === packId)?.title ?? packId;
  return (
    <>
      <p className={styles['why']}>{t('analysis.wouldFill', { pack: title })}</p>
      <Button
        className={styles['action']}
        onClick={() => {
          navigate({ screen: 'models', pack: packId });
        }}
      >
        {t('analysis.toModels')}
      </Button>
    </>
  );
}
