/** Frames and timecode, as editors count them (SMPTE ST 12-1). */
import { formatDuration } from '../../ui/format.ts';

export interface FrameClock {
  /** Frames a second; above 0. */
  readonly framesPerSecond: number;
  /** The frame number that the clip's first frame has. */
  readonly startFrame: number;
  /** 'drop': numbers are left out so that 29.97 frames a second keep up with the wall clock. */
  readonly counting: 'drop' | 'non-drop';
}

/** Between the time stamp of a frame and what a rounding container makes of it, in frames. */
const roundingFrames = 1e-3;
/** A presented time this close to a whole frame is that frame. */
const snapFrames = 0.25;

/** null: the frame rate is not known, so there are no frames to count. */
export function createFrameClock(
  framesPerSecond: number | null,
  startTimecode: string | null,
): FrameClock | null {
  if (framesPerSecond === null || !(framesPerSecond > 0)) return null;
  const parts = /^(\d{1,2}):(\d{2}):(\d{2})([:;.,])(\d{2,3})$/.exec(startTimecode ?? '');
  const nominal = nominalRate(framesPerSecond);
  const counting = isDropRate(framesPerSecond) && /[;.,]/.test(parts?.[4] ?? '') ? 'drop' : 'non-drop';
  if (parts === null) return { framesPerSecond, startFrame: 0, counting };
  const [hours, minutes, seconds, frames] = [parts[1], parts[2], parts[3], parts[5]].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const totalMinutes = hours * 60 + minutes;
  const dropped =
    counting === 'drop' ? droppedEachMinute(nominal) * (totalMinutes - Math.floor(totalMinutes / 10)) : 0;
  const startFrame = (totalMinutes * 60 + seconds) * nominal + frames - dropped;
  return { framesPerSecond, startFrame: Math.max(0, startFrame), counting };
}

/** The frame that is shown at a time, counted from the clip's first. */
export function frameAt(timeSec: number, framesPerSecond: number): number {
  return Math.max(0, Math.floor(timeSec * framesPerSecond + roundingFrames));
}

/**
 * A time inside a frame, as far as may be from its neighbours: seeking to its very beginning may show the one before,
 * because containers round their time stamps.
 */
export function middleOfFrame(frame: number, framesPerSecond: number): number {
  return (frame + 0.5) / framesPerSecond;
}

/** The exact time of a frame whose time stamp was rounded; where frames are uneven, the time stamp as it is. */
export function exactFrameTime(mediaTimeSec: number, framesPerSecond: number | null): number {
  if (framesPerSecond === null) return mediaTimeSec;
  const frames = mediaTimeSec * framesPerSecond;
  const whole = Math.round(frames);
  return Math.abs(frames - whole) <= snapFrames ? whole / framesPerSecond : mediaTimeSec;
}

/** "HH:MM:SS:FF", with the file's own start timecode counted in; drop-frame has a semicolon before the frames. */
export function formatFrame(frame: number, clock: FrameClock): string {
  const nominal = nominalRate(clock.framesPerSecond);
  const number = numberOfFrame(frame + clock.startFrame, clock, nominal);
  const whole = Math.floor(number / nominal);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const mark = clock.counting === 'drop' ? ';' : ':';
  const hours = Math.floor(whole / 3600) % 24;
  return `${pad(hours)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}${mark}${pad(number % nominal)}`;
}

/** Timecode where frames can be counted, else minutes and seconds. */
export function formatPosition(timeSec: number, clock: FrameClock | null): string {
  return clock === null
    ? formatDuration(timeSec, 2)
    : formatFrame(frameAt(timeSec, clock.framesPerSecond), clock);
}

/** How long something is, in the same units: as timecode from zero, or in minutes and seconds. */
export function formatSpan(durationSec: number | null, clock: FrameClock | null): string {
  if (durationSec === null) return '–';
  return formatPosition(durationSec, clock === null ? null : { ...clock, startFrame: 0 });
}

function nominalRate(framesPerSecond: number): number {
  return Math.max(1, Math.round(framesPerSecond));
}

/** 29.97, 59.94 and their multiples. */
function isDropRate(framesPerSecond: number): boolean {
  const nominal = nominalRate(framesPerSecond);
  return nominal % 30 === 0 && Math.abs(framesPerSecond - (nominal * 1000) / 1001) < 0.01;
}

function droppedEachMinute(nominal: number): number {
  return nominal / 15;
}

function numberOfFrame(frame: number, { counting }: FrameClock, nominal: number): number {
  if (counting === 'non-drop') return frame;
  const dropped = droppedEachMinute(nominal);
  const inMinute = nominal * 60 - dropped;
  const inTenMinutes = nominal * 600 - dropped * 9;
  const tens = Math.floor(frame / inTenMinutes);
  const rest = frame % inTenMinutes;
  const minutes = rest < nominal * 60 ? 0 : 1 + Math.floor((rest - nominal * 60) / inMinute);
  return frame + dropped * (9 * tens + minutes);
}
