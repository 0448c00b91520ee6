import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import type { ClipTimeline } from '../../../../../src-preload/contract/commands/clip-timeline.ts';
import type { CanvasPalette } from '../../../../ui/canvas-palette.ts';
import { formatNumber } from '../../../../ui/format.ts';
import { Plot, type PlotSeries } from '../../../../ui/plot.tsx';
import { Figures, Section } from './figures.tsx';
import styles from './measured-panel.module.css';
import { useTimePlot } from './use-time-plot.ts';

interface LoudnessSectionProps {
  readonly info: ClipInfo;
  readonly timeline: ClipTimeline;
  readonly palette: CanvasPalette;
}

const lufsRange = [-60, 0] as const;
/** EBU R 128: a true peak above this may distort after lossy coding. */
const highestPeakDb = -1;

export function LoudnessSection({ info, timeline, palette }: LoudnessSectionProps) {
  const { t, i18n } = useTranslation('clip');
  const { integratedLufs, rangeLu, truePeakDb, samplePeakDb, silences } = info.loudness;
  const figure = (value: number | null, unit: string): string | null =>
    value === null ? null : `${formatNumber(value, i18n.language, 1)} ${unit}`;
  const isHot = truePeakDb !== null && truePeakDb > highestPeakDb;
  return (
    <Section
      title={t('measured.loudness')}
      verdict={integratedLufs === null ? t('measured.tooQuiet') : isHot ? t('measured.hot') : null}
      tone={isHot ? 'bad' : 'plain'}
    >
      <Figures
        figures={[
          { label: t('measured.integrated'), value: figure(integratedLufs, 'LUFS') },
          { label: t('measured.range'), value: figure(rangeLu, 'LU') },
          { label: t('measured.truePeak'), value: figure(truePeakDb, 'dBTP') },
          { label: t('measured.samplePeak'), value: figure(samplePeakDb, 'dBFS') },
          { label: t('measured.silences'), value: silences.length === 0 ? null : String(silences.length) },
        ]}
      />
      <LoudnessPlot timeline={timeline} palette={palette} />
    </Section>
  );
}

function LoudnessPlot({ timeline, palette }: Omit<LoudnessSectionProps, 'info'>) {
  const { t, i18n } = useTranslation('clip');
  const { shortTermLoudness, silences } = timeline;
  const timePlot = useTimePlot(timeline.durationSec ?? 0);
  const { x, series } = useMemo(() => {
    const { lufs, stepSec } = shortTermLoudness ?? { lufs: [], stepSec: 1 };
    const line: PlotSeries = { label: t('measured.shortTerm'), values: lufs, colour: 'good', look: 'line' };
    return { x: lufs.map((_, index) => (index + 1) * stepSec), series: [line] };
  }, [shortTermLoudness, t]);
  const bands = useMemo(
    () => silences.map(({ startSec, endSec }) => ({ from: startSec, to: endSec })),
    [silences],
  );
  const values = shortTermLoudness?.lufs.filter((value) => value !== null) ?? [];
  // Short-term loudness looks three seconds back: a clip that is shorter has none.
  if (values.length < 2) return <p className={styles['note']}>{t('measured.tooShort')}</p>;
  const figure = (value: number): string => formatNumber(value, i18n.language);
  return (
    <figure className={styles['figure']}>
      <figcaption>{t('measured.shortTerm')}</figcaption>
      <Plot
        {...timePlot}
        description={t('measured.loudnessText', {
          least: figure(Math.min(...values)),
          most: figure(Math.max(...values)),
          silences: silences.length,
        })}
        x={x}
        series={series}
        bands={bands}
        yRange={lufsRange}
        yText={String}
        heightPx={110}
        palette={palette}
      />
    </figure>
  );
}
