import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import type { ClipTimeline } from '../../../../../src-preload/contract/commands/clip-timeline.ts';
import type { CanvasPalette } from '../../../../ui/canvas-palette.ts';
import { formatNumber } from '../../../../ui/format.ts';
import { Plot, type PlotSeries } from '../../../../ui/plot.tsx';
import { Figures, PlotKey, Section } from './figures.tsx';
import styles from './measured-panel.module.css';
import { useTimePlot } from './use-time-plot.ts';

interface SectionProps {
  readonly info: ClipInfo;
  readonly timeline: ClipTimeline;
  readonly palette: CanvasPalette;
}

const levels = 256;
const percentRange = [0, 100] as const;

export function ExposureSection({ info, timeline, palette }: SectionProps) {
  const { t, i18n } = useTranslation('clip');
  const { overexposedPercent, underexposedPercent, stops, quality, meanLuma, warning } = info.exposure;
  const percent = (value: number | null): string | null =>
    value === null ? null : `${formatNumber(value, i18n.language, 1)} %`;
  const tone = warning === true ? 'bad' : quality === 'excellent' || quality === 'good' ? 'good' : 'plain';
  return (
    <Section
      title={t('measured.exposure')}
      verdict={quality === null ? null : t(`measured.qualities.${quality}`)}
      tone={tone}
    >
      <Figures
        figures={[
          { label: t('measured.stops'), value: stops === null ? null : stopsText(stops, i18n.language) },
          {
            label: t('measured.brightness'),
            value: percent(meanLuma === null ? null : (meanLuma / 255) * 100),
          },
          { label: t('measured.over'), value: percent(overexposedPercent) },
          { label: t('measured.under'), value: percent(underexposedPercent) },
        ]}
      />
      <Histogram timeline={timeline} palette={palette} />
      <ExposurePlot timeline={timeline} palette={palette} />
    </Section>
  );
}

function stopsText(stops: number, language: string): string {
  const text = new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  return `${text.format(stops)} EV`;
}

function Histogram({ timeline, palette }: Omit<SectionProps, 'info'>) {
  const { t, i18n } = useTranslation('clip');
  const histogram = timeline.exposure?.histogram ?? null;
  const { x, series, yRange, description } = useMemo(() => {
    const values = histogram ?? [];
    const width = levels / Math.max(1, values.length);
    // Square roots: a black frame would otherwise press all the rest flat.
    const shares = values.map((share) => Math.sqrt(share));
    const third = (from: number): string =>
      formatNumber(
        100 *
          values
            .slice(Math.round((from * values.length) / 3), Math.round(((from + 1) * values.length) / 3))
            .reduce((sum, share) => sum + share, 0),
        i18n.language,
      );
    const label = t('measured.histogram');
    const bars: PlotSeries = { label, values: shares, colour: 'text2', look: 'bars' };
    return {
      x: values.map((_, index) => (index + 0.5) * width),
      series: [bars],
      yRange: [0, Math.max(0.001, ...shares)] as const,
      description: t('measured.histogramText', { dark: third(0), middle: third(1), light: third(2) }),
    };
  }, [histogram, t, i18n.language]);
  if (histogram === null) return null;
  return (
    <figure className={styles['figure']}>
      <figcaption>{t('measured.histogram')}</figcaption>
      <Plot
        description={description}
        x={x}
        series={series}
        xRange={lumaRange}
        yRange={yRange}
        xText={String}
        yText={null}
        heightPx={96}
        palette={palette}
      />
    </figure>
  );
}

const lumaRange = [0, levels] as const;

function ExposurePlot({ timeline, palette }: Omit<SectionProps, 'info'>) {
  const { t, i18n } = useTranslation('clip');
  const samples = timeline.exposure?.samples ?? null;
  const timePlot = useTimePlot(timeline.durationSec ?? samples?.at(-1)?.timeSec ?? 0);
  const { x, series } = useMemo(() => {
    const all = samples ?? [];
    const lines: readonly PlotSeries[] = [
      {
        label: t('measured.brightness'),
        values: all.map((one) => (one.meanLuma / 255) * 100),
        colour: 'text2',
        look: 'area',
      },
      {
        label: t('measured.over'),
        values: all.map((one) => one.overexposedPercent),
        colour: 'danger',
        look: 'line',
      },
      {
        label: t('measured.under'),
        values: all.map((one) => one.underexposedPercent),
        colour: 'info',
        look: 'line',
      },
    ];
    return { x: all.map(({ timeSec }) => timeSec), series: lines };
  }, [samples, t]);
  if (samples === null || samples.length < 2) return null;
  const luma = samples.map(({ meanLuma }) => (meanLuma / 255) * 100);
  const figure = (value: number): string => formatNumber(value, i18n.language);
  return (
    <figure className={styles['figure']}>
      <figcaption>{t('measured.exposureOverTime')}</figcaption>
      <Plot
        {...timePlot}
        description={t('measured.exposureText', {
          least: figure(Math.min(...luma)),
          most: figure(Math.max(...luma)),
        })}
        x={x}
        series={series}
        yRange={percentRange}
        yText={percentText}
        heightPx={110}
        palette={palette}
      />
      <PlotKey
        entries={[
          { label: t('measured.brightness'), colour: palette.text2 },
          { label: t('measured.over'), colour: palette.danger },
          { label: t('measured.under'), colour: palette.info },
        ]}
      />
    </figure>
  );
}

function percentText(value: number): string {
  return `${String(value)} %`;
}
