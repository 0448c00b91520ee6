/** In the header: whether everything is known of the clip that could be, and if not, what is missing and why. */
import { CircleCheck, CircleDashed, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Popover } from '../../../ui/popover.tsx';
import { useClip } from '../clip-context.ts';
import styles from './analysis.module.css';
import { AnalysisList } from './analysis-list.tsx';
import { countDone, countMissing, currentAnalysis } from './analysis-state.ts';

const icons = { complete: CircleCheck, working: LoaderCircle, incomplete: CircleDashed } as const;

export function AnalysisButton() {
  const { t } = useTranslation('understood');
  const read = useClip((state) => state.understanding?.analysis ?? null);
  const stages = useClip((state) => state.info?.stages ?? null);
  if (read === null || stages === null) return null;
  const { state, parts } = currentAnalysis(read, stages);
  const Icon = icons[state];
  const text =
    state === 'complete'
      ? t('analysis.complete')
      : state === 'working'
        ? t('analysis.working', { done: countDone(parts), total: parts.length })
        : t('analysis.incomplete', { count: countMissing(parts) });
  return (
    <Popover
      align="end"
      label={t('analysis.title')}
      trigger={
        <button type="button" className={styles['button']} data-state={state}>
          <Icon size={14} aria-hidden />
          <span>{text}</span>
        </button>
      }
    >
      <div className={styles['popover']}>
        <h2>{t('analysis.title')}</h2>
        <p className={styles['why']}>{t(`analysis.text.${state}`)}</p>
        <AnalysisList parts={parts} />
      </div>
    </Popover>
  );
}
