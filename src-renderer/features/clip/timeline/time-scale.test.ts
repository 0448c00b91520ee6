import { describe, expect, it } from 'vitest';
import {
  fitScale,
  mostZoom,
  pannedBy,
  resized,
  showing,
  timeOf,
  visibleSec,
  xOf,
  zoomedTo,
  zoomOf,
} from './time-scale.ts';

const whole = fitScale(1000, 100);

describe('the scale of the timeline', () => {
  it('fits the clip', () => {
    expect(zoomOf(whole)).toBe(1);
    expect(xOf(50, whole)).toBe(500);
    expect(timeOf(250, whole)).toBe(25);
  });

  it('never leads out of the clip', () => {
    expect(timeOf(-20, whole)).toBe(0);
    expect(timeOf(5000, whole)).toBe(100);
    expect(pannedBy(whole, 300)).toEqual(whole);
  });

  it('zooms around the pointer', () => {
    const near = zoomedTo(whole, 4, 600, 100);
    expect(zoomOf(near)).toBeCloseTo(4);
    expect(timeOf(600, near)).toBeCloseTo(60);
    expect(visibleSec(near)).toBeCloseTo(25);
    expect(zoomedTo(near, 1, 600, 100)).toEqual(whole);
  });

  it('stops zooming where a frame is wide enough to hit', () => {
    // 1000 px hold 20.8 frames of 48 px: 0.83 s at 25 a second.
    expect(mostZoom(whole, 25)).toBeCloseTo(120);
    expect(zoomOf(zoomedTo(whole, 1e9, 0, mostZoom(whole, 25)))).toBeCloseTo(120);
    expect(mostZoom(fitScale(1000, 0.1), 25)).toBe(1);
  });

  it('keeps to the ends while it pans', () => {
    const near = zoomedTo(whole, 10, 0, 100);
    expect(pannedBy(near, 100).startSec).toBeCloseTo(1);
    expect(pannedBy(near, 1e6).startSec).toBeCloseTo(90);
    expect(pannedBy(near, -1e6).startSec).toBe(0);
  });

  it('turns the page for a time that is out of sight, and only then', () => {
    const near = zoomedTo(whole, 10, 0, 100);
    expect(showing(near, 5)).toBe(near);
    expect(showing(near, 10.1).startSec).toBeCloseTo(9.5);
    expect(showing(near, 99).startSec).toBeCloseTo(90);
  });

  it('keeps what is shown when the window changes', () => {
    expect(resized(whole, 500, 100)).toEqual(fitScale(500, 100));
    const near = zoomedTo(whole, 10, 500, 100);
    const smaller = resized(near, 500, 100);
    expect(smaller.startSec).toBeCloseTo(near.startSec);
    expect(smaller.secPerPx).toBeCloseTo(near.secPerPx);
    expect(zoomOf(resized(near, 50_000, 100))).toBeCloseTo(1);
  });
});
