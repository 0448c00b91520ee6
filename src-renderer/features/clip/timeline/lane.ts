/** What a lane of the timeline is. A new lane is one file under lanes/ and its line in lanes.ts. */
import type { ClipTimeline } from '../../../../src-preload/contract/commands/clip-timeline.ts';
import type { CanvasPalette } from '../../../ui/canvas-palette.ts';
import type { LabelWords } from '../understood/label-words.ts';
import type { UnderstoodLaneId, UnderstoodRows } from '../understood/understood-rows.ts';
import type { TimeScale } from './time-scale.ts';

/** What decides whether a clip has anything for a lane. */
export interface LaneSources {
  readonly timeline: ClipTimeline;
  readonly understood: UnderstoodRows;
}

/** What lanes draw from. */
export interface LaneData extends LaneSources {
  /** Lowest and highest sample of each bucket in turn; null until it was loaded. */
  readonly peaks: Int8Array | null;
  /** The sheet of tiles; null until it was loaded. */
  readonly sprite: HTMLImageElement | null;
  readonly words: LaneWords;
  readonly labels: LabelWords;
}

/** What lanes write, in the window's language. */
export interface LaneWords {
  readonly shot: (number: number) => string;
  readonly black: string;
  readonly frozen: string;
  readonly silence: string;
  readonly chapter: (number: number) => string;
  readonly cut: Readonly<Record<'cut' | 'fade' | 'dissolve', string>>;
  readonly brightness: (percent: number) => string;
  readonly clipped: (over: number, under: number) => string;
  readonly motion: (percent: number) => string;
  readonly loudness: (lufs: number) => string;
}

export interface LaneDrawing {
  readonly context: CanvasRenderingContext2D;
  readonly scale: TimeScale;
  readonly heightPx: number;
  readonly palette: CanvasPalette;
  readonly fold: Fold;
}

/** 'open': a lane of several things has a row for each. */
export type Fold = 'folded' | 'open';

export interface Lane {
  readonly id: string;
  /** Its key among the texts of the timeline. */
  readonly title: LaneTitle;
  /** Folded, where it can be unfolded. */
  readonly heightPx: number;
  /** Names of its rows when it is open; empty: there is nothing to unfold. */
  readonly rowNames?: (data: LaneData) => readonly string[];
  readonly openHeightPx?: (data: LaneData) => number;
  /** The stage that makes it; null: nobody can tell beforehand whether there will be anything. */
  readonly stage: string | null;
  /** Whether it is there before anybody asks for it. */
  readonly usually: 'shown' | 'hidden';
  /** Whether the clip has anything for it. */
  readonly has: (sources: LaneSources) => boolean;
  readonly draw: (data: LaneData, drawing: LaneDrawing) => void;
  /** What is at a time, for the label at the pointer; null: nothing worth a word. */
  readonly tell: (data: LaneData, timeSec: number) => string | null;
}

export type LaneTitle =
  'filmstrip' | 'scenes' | 'waveform' | 'exposure' | 'motion' | 'loudness' | 'chapters' | UnderstoodLaneId;
