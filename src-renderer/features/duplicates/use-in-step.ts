/** Plays two videos of the same together: the one leads that is there, and the other follows. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { type InStep, isWithin, ownTime, playbackRate, positionAt, type Side } from './in-step.ts';

type VideoRef = RefObject<HTMLVideoElement | null>;

interface InStepParts {
  readonly inStep: InStep;
  /** On the time line. */
  readonly extent: { readonly startSec: number; readonly endSec: number };
  readonly beginSec: number;
  readonly videos: Readonly<Record<Side, VideoRef>>;
}

const sides = ['first', 'second'] as const;
/** Further apart, people see that they are not in step; nearer, mending would only make them stutter. */
const mostDriftSec = 0.15;
const endMarginSec = 0.05;
/** Between two drawings of the slider. */
const leastStepSec = 0.05;

export function useInStep({ inStep, extent, beginSec, videos }: InStepParts) {
  const [mode, setMode] = useState<'paused' | 'playing'>('paused');
  const [positionSec, setPosition] = useState(beginSec);
  const position = useRef(beginSec);
  const { startSec, endSec } = extent;

  /** Also what a video is asked for that has just been loaded. */
  const place = useCallback(() => {
    placeAll(videos, position.current, inStep);
  }, [videos, inStep]);
  const moveTo = useCallback(
    (wantedSec: number) => {
      position.current = Math.min(endSec, Math.max(startSec, wantedSec));
      setPosition(position.current);
      place();
    },
    [startSec, endSec, place],
  );
  const toggle = (): void => {
    if (mode === 'playing') setMode('paused');
    else {
      if (position.current >= endSec - endMarginSec) moveTo(startSec);
      setMode('playing');
    }
  };

  useEffect(() => {
    if (mode === 'paused') return;
    let frame = 0;
    let drawnSec = position.current;
    const step = (): void => {
      position.current = stepOn(position.current, inStep, videos);
      if (position.current >= endSec - endMarginSec) {
        setPosition(endSec);
        setMode('paused');
        return;
      }
      if (Math.abs(position.current - drawnSec) >= leastStepSec) {
        drawnSec = position.current;
        setPosition(drawnSec);
      }
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => {
      cancelAnimationFrame(frame);
      for (const side of sides) videos[side].current?.pause();
    };
  }, [mode, inStep, videos, endSec]);

  return { mode, positionSec, toggle, moveTo, place };
}

/** What a clip does not have is shown by its first or last picture. */
function placeAll(videos: InStepParts['videos'], positionSec: number, inStep: InStep): void {
  for (const side of sides) {
    const video = videos[side].current;
    if (video === null || video.readyState === 0) continue;
    const wanted = ownTime(side, positionSec, inStep);
    video.currentTime = Math.min(lengthOf(video), Math.max(0, wanted));
  }
}

/** Keeps both where they belong. @returns where they are on the time line now */
function stepOn(positionSec: number, inStep: InStep, videos: InStepParts['videos']): number {
  const leading = sides.find((side) => isThere(videos[side].current, ownTime(side, positionSec, inStep)));
  if (leading === undefined) return positionSec;
  const leader = videos[leading].current;
  const now =
    leader === null || leader.paused || leader.seeking
      ? positionSec
      : positionAt(leading, leader.currentTime, inStep);
  for (const side of sides) {
    const video = videos[side].current;
    if (video === null || video.readyState === 0) continue;
    const wanted = ownTime(side, now, inStep);
    if (!isThere(video, wanted)) {
      video.pause();
      continue;
    }
    if (side !== leading && !video.seeking && Math.abs(video.currentTime - wanted) > mostDriftSec)
      video.currentTime = wanted;
    video.playbackRate = playbackRate(side, inStep);
    // Refused, or gone meanwhile: its picture stays.
    if (video.paused) void video.play().catch(() => undefined);
  }
  return now;
}

function isThere(video: HTMLVideoElement | null, ownSec: number): boolean {
  return video !== null && video.readyState > 0 && isWithin(ownSec, lengthOf(video) - endMarginSec);
}

function lengthOf({ duration }: HTMLVideoElement): number {
  return Number.isFinite(duration) ? duration : 0;
}
