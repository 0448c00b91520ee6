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

type Picture = NonNullable<ClipInfo['picture']>;

interface PictureSectionProps {
  readonly picture: Picture;
  readonly timeline: ClipTimeline;
  readonly palette: CanvasPalette;
}

export function PictureSection({ picture, timeline, palette }: PictureSectionProps) {
  const { t, i18n } = useTranslation('clip');
  const { sharpnessRating, stability, motion, cameraMotion, letterbox, dominantColours } = picture;
  const figure = (value: number, decimals = 0): string => formatNumber(value, i18n.language, decimals);
  return (
    <Section
      title={t('measured.picture')}
      verdict={sharpnessRating === null ? null : t(`measured.sharpnesses.${sharpnessRating}`)}
      tone={sharpnessRating === 'sharp' ? 'good' : sharpnessRating === 'blurred' ? 'bad' : 'plain'}
    >
      <Figures
        figures={[
          { label: t('measured.camera'), value: t(`measured.cameras.${cameraMotion}`) },
          { label: t('measured.stability'), value: `${figure(stability * 100)} %` },
          { label: t('measured.motion'), value: t('measured.motionValue', { percent: figure(motion, 1) }) },
          {
            label: t('measured.bars'),
            value: barsText(letterbox, t(`measured.barKinds.${letterbox.kind}`), figure),
          },
        ]}
      />
      <MotionPlot timeline={timeline} palette={palette} />
      {dominantColours.length > 0 && <Colours colours={dominantColours} />}
    </Section>
  );
}

function barsText(
  { kind, top, right, bottom, left }: Picture['letterbox'],
  name: string,
  figure: (value: number, decimals: number) => string,
): string {
  if (kind === 'none') return name;
  const sides =
    kind === 'letterbox' ? [top, bottom] : kind === 'pillarbox' ? [left, right] : [top, right, bottom, left];
  return `${name} (${sides.map((side) => figure(side, 1)).join(' / ')} %)`;
}

function MotionPlot({ timeline, palette }: Omit<PictureSectionProps, 'picture'>) {
  const { t, i18n } = useTranslation('clip');
  const samples = timeline.picture?.samples ?? null;
  const timePlot = useTimePlot(timeline.durationSec ?? samples?.at(-1)?.timeSec ?? 0);
  const { x, series } = useMemo(() => {
    const all = samples ?? [];
    // Both as shares of their highest: they have no unit in common.
    const [fastest, sharpest] = [
      Math.max(1e-9, ...all.map(({ motion }) => motion)),
      Math.max(1e-9, ...all.map(({ sharpness }) => sharpness)),
    ];
    const lines: readonly PlotSeries[] = [
      {
        label: t('measured.motion'),
        values: all.map(({ motion }) => (100 * motion) / fastest),
        colour: 'accent',
        look: 'line',
      },
      {
        label: t('measured.sharpness'),
        values: all.map((one) => (100 * one.sharpness) / sharpest),
        colour: 'info',
        look: 'line',
      },
    ];
    return { x: all.map(({ timeSec }) => timeSec), series: lines };
  }, [samples, t]);
  if (samples === null || samples.length < 2) return null;
  const speeds = samples.map(({ motion }) => motion);
  return (
    <figure className={styles['figure']}>
      <figcaption>{t('measured.motionOverTime')}</figcaption>
      <Plot
        {...timePlot}
        description={t('measured.motionText', { most: formatNumber(Math.max(...speeds), i18n.language, 1) })}
        x={x}
        series={series}
        yRange={shareRange}
        yText={shareText}
        heightPx={100}
        palette={palette}
      />
      <PlotKey
        entries={[
          { label: t('measured.motion'), colour: palette.accent },
          { label: t('measured.sharpness'), colour: palette.info },
        ]}
      />
    </figure>
  );
}

const shareRange = [0, 104] as const;

function shareText(value: number): string {
  return value % 50 === 0 ? `${String(value)} %` : '';
}

function Colours({ colours }: { readonly colours: Picture['dominantColours'] }) {
  const { t, i18n } = useTranslation('clip');
  return (
    <figure className={styles['figure']}>
      <figcaption>{t('measured.colours')}</figcaption>
      <div className={styles['colourBar']} aria-hidden>
        {colours.map(({ colour, percent }) => (
          <span key={colour} style={{ background: colour, flexGrow: percent }} />
        ))}
      </div>
      <ul className={styles['colours']}>
        {colours.map(({ colour, percent }) => (
          <li key={colour}>
            <span className={styles['swatch']} style={{ background: colour }} aria-hidden />
            <code className="selectable">{colour}</code>
            <span>{formatNumber(percent, i18n.language)} %</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
