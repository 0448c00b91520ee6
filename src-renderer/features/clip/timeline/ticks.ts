/** PURE: where a ruler has its marks, and what stands beside them. */
import { createFrameClock, formatFrame, type FrameClock } from '../timecode.ts';
import { formatDuration } from '../../../ui/format.ts';
import { type TimeScale, visibleSec } from './time-scale.ts';

export interface Tick {
  readonly timeSec: number;
  /** null: a short mark. */
  readonly label: string | null;
}

const stepsSec = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400];
/** How many short marks a step is split into: halves of a minute make no sense in tens. */
const mostParts = [10, 5, 4, 3, 2];
const partPx = 9;

interface Grid {
  readonly stepSec: number;
  readonly parts: number;
  readonly unit: 'frame' | 'fraction' | 'second';
}

/**
 * @param labelPx the room that a label and the gap to the next one take
 * @returns marks from just before the left edge to the right one, in order
 */
export function ticksOf(scale: TimeScale, clock: FrameClock | null, labelPx: number): readonly Tick[] {
  const { stepSec, parts, unit } = gridOf(scale.secPerPx, clock?.framesPerSecond ?? null, labelPx);
  const partSec = stepSec / parts;
  const first = Math.max(0, Math.floor(scale.startSec / stepSec) * parts);
  const end = Math.min(scale.durationSec, scale.startSec + visibleSec(scale));
  const ticks: Tick[] = [];
  for (let index = first; index * partSec <= end + 1e-9; index += 1) {
    const timeSec = index * partSec;
    ticks.push({ timeSec, label: index % parts === 0 ? labelOf(timeSec, unit, clock) : null });
  }
  return ticks;
}

function gridOf(secPerPx: number, framesPerSecond: number | null, labelPx: number): Grid {
  const fits = (stepSec: number): boolean => stepSec / secPerPx >= labelPx;
  if (framesPerSecond !== null) {
    const frames = divisorsOf(Math.round(framesPerSecond)).find((count) => fits(count / framesPerSecond));
    if (frames !== undefined) {
      const partsOfFrames = [...divisorsOf(frames), frames].findLast(
        (count) => frames / framesPerSecond / count / secPerPx >= partPx,
      );
      return { stepSec: frames / framesPerSecond, parts: partsOfFrames ?? 1, unit: 'frame' };
    }
  }
  // With a frame rate, what lies between two seconds is told in frames.
  const seconds = framesPerSecond === null ? stepsSec : stepsSec.filter((stepSec) => stepSec >= 1);
  const stepSec = seconds.find(fits) ?? 28_800;
  const parts = mostParts.find((count) => isRound(stepSec / count) && stepSec / count / secPerPx >= partPx);
  return { stepSec, parts: parts ?? 1, unit: stepSec < 1 ? 'fraction' : 'second' };
}

/** All but the number itself, in order: steps that come out even with each second. */
function divisorsOf(number: number): readonly number[] {
  return Array.from({ length: number - 1 }, (_, index) => index + 1).filter((count) => number % count === 0);
}

function isRound(partSec: number): boolean {
  return stepsSec.some((stepSec) => Math.abs(stepSec - partSec) < 1e-9);
}

function labelOf(timeSec: number, unit: Grid['unit'], clock: FrameClock | null): string {
  if (unit === 'frame' && clock !== null) {
    const fromZero = createFrameClock(clock.framesPerSecond, null) ?? clock;
    // Minutes, seconds and frames: hours would only take room.
    return formatFrame(Math.round(timeSec * clock.framesPerSecond), fromZero).slice(3);
  }
  return formatDuration(timeSec, unit === 'fraction' ? 1 : 0);
}
