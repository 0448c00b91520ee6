import { describe, expect, it } from 'vitest';
import {
  liveMoments,
  type Moment,
  noisy,
  seriesFrom,
  stillMoments,
} from '../../../tests/support/made-prints.ts';
import type { FingerprintSeries } from '../../media/signal/fingerprint.ts';
import { orientHash, type Orientation, orientations } from '../../media/signal/picture-hash.ts';
import { align, printOf } from './alignment.ts';
import { findNearPairs, type PrintSource } from './near-pairs.ts';

const compare = (a: readonly Moment[], b: readonly Moment[]) =>
  align(printOf(seriesFrom(a)), printOf(seriesFrom(b)));

const whole = liveMoments(1, 160);
const turn = (moments: readonly Moment[], orientation: Orientation): Moment[] =>
  moments.map((moment) => ({ ...moment, ...orientHash(moment, orientation) }));
/** As if it ran so many times as fast. */
const retime = (moments: readonly Moment[], speed: number): Moment[] =>
  Array.from(
    { length: Math.floor(moments.length / speed) },
    (_, index) => moments[Math.floor(index * speed)],
  ).filter((moment) => moment !== undefined);

describe('aligning two clips', () => {
  it('finds a copy that was encoded anew', () => {
    const found = compare(whole, noisy(whole, 2));
    expect(found).toMatchObject({ relation: 'same', orientation: { turnedDeg: 0, mirrored: false } });
    expect(found?.speed).toBeCloseTo(1, 2);
    expect(found?.offsetSec).toBeCloseTo(0, 0);
    expect(found?.matchedSec).toBeCloseTo(40, 0);
    expect(found?.similarity).toBeGreaterThan(0.85);
  });

  it.each(orientations)('finds one that is turned by $turnedDeg, mirrored: $mirrored', (orientation) => {
    expect(compare(whole, turn(noisy(whole, 3), orientation))).toMatchObject({
      relation: 'same',
      orientation,
    });
  });

  it('says which part was cut out, from either side', () => {
    const part = noisy(whole.slice(48, 100), 4);
    const found = compare(whole, part);
    expect(found?.relation).toBe('trimmed');
    expect(found?.offsetSec).toBeCloseTo(12, 0);
    expect(found?.matchedSec).toBeCloseTo(13, 0);
    const back = compare(part, whole);
    expect(back?.relation).toBe('trimmed');
    expect(back?.offsetSec).toBeCloseTo(-12, 0);
  });

  it('finds a part that both have', () => {
    const one = [...liveMoments(20, 60), ...whole.slice(0, 60)];
    const other = [...noisy(whole.slice(0, 60), 5), ...liveMoments(21, 60)];
    const found = compare(one, other);
    expect(found?.relation).toBe('overlap');
    expect(found?.aStartSec).toBeCloseTo(15, 0);
    expect(found?.matchedSec).toBeCloseTo(15, 0);
  });

  it.each([0.8, 1.1, 1.25, 2])('finds one that runs %d times as fast', (speed) => {
    const found = compare(whole, noisy(retime(whole, speed), 6));
    expect(found?.relation).toBe('same');
    expect(found?.speed).toBeCloseTo(speed, 1);
  });

  it('finds nothing in clips that have nothing to do with each other', () => {
    for (let seed = 100; seed < 120; seed += 1)
      expect(compare(liveMoments(seed, 120), liveMoments(seed + 50, 90))).toBeNull();
  });

  it('does not take one scene at two times for one clip', () => {
    const scene = stillMoments(7, 80, 'lively');
    const later = stillMoments(7, 80, 'none').map((moment, index) => ({
      ...moment,
      change: 30 + ((index * 7919) % 89),
    }));
    expect(compare(scene, noisy(later, 8, 0.01))).toBeNull();
    expect(compare(scene, noisy(scene, 9, 0.01))).toMatchObject({ relation: 'same' });
  });

  it('takes a still for a copy only of a still as long', () => {
    const still = stillMoments(8, 40, 'none');
    expect(compare(still, noisy(still, 10, 0.005))).toMatchObject({ relation: 'same' });
    expect(compare(still, stillMoments(8, 120, 'none'))).toBeNull();
    expect(compare(still, stillMoments(9, 40, 'none'))).toBeNull();
  });

  it('sees no likeness in black', () => {
    const black = Array.from({ length: 40 }, () => ({ low: 0, high: 0, change: 0 }));
    expect(compare(black, black)).toBeNull();
    expect(compare([...black, ...liveMoments(30, 40)], [...black, ...liveMoments(31, 40)])).toBeNull();
  });

  it('compares what is very short as far as that goes', () => {
    const short = liveMoments(40, 4);
    expect(compare(short, noisy(short, 11, 0.01))).toMatchObject({ relation: 'same' });
    expect(compare(short, liveMoments(41, 4))).toBeNull();
    expect(compare([], short)).toBeNull();
  });
});

describe('findNearPairs', () => {
  const sourceOf = (all: readonly FingerprintSeries[]): PrintSource => ({
    batches: () => [all.map((series, clip) => ({ clip, series }))],
    read: (clip) => all[clip] ?? null,
  });
  const signal = new AbortController().signal;
  const library = [
    whole,
    liveMoments(60, 100),
    turn(noisy(whole, 12), { turnedDeg: 90, mirrored: false }),
    liveMoments(61, 100),
    noisy(whole.slice(20, 120), 13),
  ].map((moments) => seriesFrom(moments));

  it('finds the copies among others, and each pair once', async () => {
    const pairs = await findNearPairs(sourceOf(library), null, signal);
    expect(pairs.map(({ a, b }) => [a, b].sort()).sort()).toEqual([
      [0, 2],
      [0, 4],
      [2, 4],
    ]);
  });

  it('looks only for those of the clips that are asked for', async () => {
    const pairs = await findNearPairs(sourceOf(library), new Set([4]), signal);
    expect(pairs.map(({ a, b }) => [a, b].sort()).sort()).toEqual([
      [0, 4],
      [2, 4],
    ]);
    expect(await findNearPairs(sourceOf(library), new Set([1]), signal)).toEqual([]);
  });

  it('finds nothing in an empty library', async () => {
    expect(await findNearPairs(sourceOf([]), null, signal)).toEqual([]);
  });

  it('stops when nobody wants to know any more', async () => {
    const many = Array.from({ length: 300 }, (_, seed) => seriesFrom(liveMoments(200 + (seed % 40), 200)));
    const cancelled = findNearPairs(sourceOf(many), null, AbortSignal.abort(new Error('enough')));
    await expect(cancelled).rejects.toThrow('enough');
  });
});
