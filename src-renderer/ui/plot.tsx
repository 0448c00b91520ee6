/** A plot of one or a few series, by uPlot, in the colours of the theme. */
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { CanvasPalette } from './canvas-palette.ts';
import styles from './plot.module.css';

export type PlotColour = Exclude<keyof CanvasPalette, 'font'>;

export interface PlotSeries {
  readonly label: string;
  /** As many as there are places along x; null: a gap. */
  readonly values: readonly (number | null)[];
  readonly colour: PlotColour;
  readonly look: 'line' | 'area' | 'bars';
}

export interface PlotBand {
  readonly from: number;
  readonly to: number;
}

interface PlotProps {
  /** What it shows, for whoever can't see it: with figures. */
  readonly description: string;
  readonly x: readonly number[];
  readonly series: readonly PlotSeries[];
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly xText: (value: number) => string;
  /** Distances that labels along x may have, in order; left out: round decimal ones. */
  readonly xSteps?: readonly number[];
  /** null: the heights have no unit, and no scale at their side. */
  readonly yText: ((value: number) => string) | null;
  readonly heightPx: number;
  readonly palette: CanvasPalette;
  /** Shaded along x. */
  readonly bands?: readonly PlotBand[];
  /** A line at a place along x that moves; gives what ends its telling. */
  readonly follow?: (tell: (x: number) => void) => () => void;
  readonly onChoose?: (x: number) => void;
}

/** Hand over the same arrays and functions for as long as they mean the same: anything new draws the plot anew. */
export function Plot(props: PlotProps) {
  const { description, x, series, xRange, yRange, xText, yText, heightPx, palette } = props;
  const { xSteps, bands, follow, onChoose } = props;
  const room = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = room.current;
    if (element === null) return;
    const steps = xSteps === undefined ? {} : { xSteps };
    const look = { x, series, xRange, yRange, xText, yText, heightPx, palette, bands: bands ?? [], ...steps };
    const plot = new UPlot(
      optionsOf(look, element.clientWidth),
      [[...x], ...series.map(({ values }) => [...values])],
      element,
    );
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) plot.setSize({ width: element.clientWidth, height: heightPx });
    });
    observer.observe(element);
    const choose = (event: MouseEvent): void => {
      onChoose?.(plot.posToVal(event.clientX - plot.over.getBoundingClientRect().left, 'x'));
    };
    plot.over.addEventListener('click', choose);
    const unfollow = follow === undefined ? undefined : addMark(plot, follow);
    return () => {
      unfollow?.();
      observer.disconnect();
      plot.destroy();
    };
  }, [x, series, xRange, yRange, xText, xSteps, yText, heightPx, palette, bands, follow, onChoose]);

  const classes = [styles['plot'], onChoose !== undefined && styles['choosable']].filter(Boolean).join(' ');
  return (
    <div ref={room} role="img" aria-label={description} className={classes} style={{ height: heightPx }} />
  );
}

function addMark(plot: UPlot, follow: NonNullable<PlotProps['follow']>): () => void {
  const mark = document.createElement('div');
  mark.className = styles['mark'] ?? '';
  plot.over.append(mark);
  let at = 0;
  const place = (): void => {
    mark.style.transform = `translateX(${String(plot.valToPos(at, 'x'))}px)`;
  };
  // The scale is there from the first drawing on, and another one after each change of size.
  (plot.hooks.draw ??= []).push(place);
  return follow((value) => {
    at = value;
    place();
  });
}

type Look = Omit<PlotProps, 'description' | 'follow' | 'onChoose'> & { readonly bands: readonly PlotBand[] };

function optionsOf(look: Look, width: number): UPlot.Options {
  const { series, xRange, yRange, xText, xSteps, yText, heightPx, palette, bands } = look;
  const steps = xSteps === undefined ? {} : { incrs: [...xSteps] };
  const axis = {
    stroke: palette.text3,
    font: `10.5px ${palette.font}`,
    grid: { stroke: palette.line, width: 1 },
    ticks: { show: false },
  };
  return {
    width: Math.max(1, width),
    height: heightPx,
    padding: [6, 8, 0, yText === null ? 8 : 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
    scales: {
      x: { time: false, range: () => [...xRange] as [number, number] },
      y: { range: () => [...yRange] as [number, number] },
    },
    axes: [
      {
        ...axis,
        ...steps,
        size: 20,
        gap: 3,
        space: 56,
        grid: { show: false },
        values: (_plot, at) => at.map(xText),
      },
      yText === null
        ? { show: false }
        : { ...axis, size: 38, gap: 4, space: 24, values: (_plot, at) => at.map(yText) },
    ],
    series: [{}, ...series.map((one) => seriesOf(one, palette))],
    hooks: { drawClear: [(plot) => drawBands(plot, bands, palette.surface3)] },
  };
}

function seriesOf({ label, colour, look }: PlotSeries, palette: CanvasPalette): UPlot.Series {
  const stroke = palette[colour];
  if (look === 'bars') {
    const paths = UPlot.paths.bars?.({ size: [1, 100], gap: 1 });
    return {
      label,
      fill: stroke,
      width: 0,
      points: { show: false },
      ...(paths === undefined ? {} : { paths }),
    };
  }
  const fill = look === 'area' ? { fill: palette.surface4 } : {};
  return { label, stroke, width: 1.5, points: { show: false }, spanGaps: false, ...fill };
}

function drawBands(plot: UPlot, bands: readonly PlotBand[], colour: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = colour;
  for (const { from, to } of bands) {
    const left = plot.valToPos(from, 'x', true);
    ctx.fillRect(left, bbox.top, Math.max(1, plot.valToPos(to, 'x', true) - left), bbox.height);
  }
  ctx.restore();
}
