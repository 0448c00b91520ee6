import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ReadLine } from '../../src-preload/contract/inference-tasks.ts';
import { lettersDifference, lettersOf } from './text-likeness.ts';
import { linkTexts, textFrames } from './text-tracks.ts';
import { atOnce } from './turns.ts';

// The real functions, with their calls counted.
vi.mock('./text-likeness.ts', { spy: true });
afterEach(() => {
  vi.clearAllMocks();
});

const lineCount = 60;

/** Fifty letters that no other row has (a linear congruential generator, of D. H. Lehmer's kind). */
function textOf(row: number): string {
  let state = row + 1;
  return Array.from({ length: 50 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(97 + (state % 26));
  }).join('');
}

/** A page full of text, its lines at `offset` heights of a line from where they were. */
function page(offset = 0): ReadLine[] {
  return Array.from({ length: lineCount }, (_, row) => {
    const y = (row + offset) / (lineCount * 2);
    const corners = [0.1, 0.9, 0.9, 0.1].map((x, corner) => ({ x, y: corner < 2 ? y : y + 0.006 }));
    return { text: `${String(row)} ${textOf(row)}`, confidence: 0.9, corners };
  });
}

function link(answers: readonly (readonly ReadLine[])[]) {
  const samples = answers.map((answer, at) => ({ timeSec: at * 2, endSec: at * 2 + 2, answer }));
  return atOnce(linkTexts(textFrames(samples, { leastConfidence: 0.5, aspect: 16 / 9 }), 16 / 9));
}

describe('linkTexts', () => {
  it('compares each line of a page that stands still with the one at its place only', () => {
    const tracks = link([page(), page(), page()]);
    expect(tracks.map(({ length }) => length)).toStrictEqual(Array.from({ length: lineCount }, () => 3));
    expect(vi.mocked(lettersDifference)).toHaveBeenCalledTimes(2 * lineCount);
    // As it is, and with its digits masked.
    expect(vi.mocked(lettersOf)).toHaveBeenCalledTimes(3 * 2 * lineCount);
  });

  it('compares nothing where nothing changed', () => {
    const same = page();
    const tracks = link(Array.from({ length: 100 }, () => same));
    expect(tracks.map((track) => [track.length, track[0].timeSec, track.at(-1)?.endSec])).toStrictEqual(
      Array.from({ length: lineCount }, () => [100, 0, 200]),
    );
    expect(vi.mocked(lettersDifference)).not.toHaveBeenCalled();
    expect(vi.mocked(lettersOf)).toHaveBeenCalledTimes(2 * lineCount);
  });

  it('goes on with what stood still when it changes, and when it comes back', () => {
    const [first, second] = [page(), page(4)];
    const tracks = link([first, first, second, second, [], second]);
    expect(tracks.map(({ length }) => length)).toStrictEqual(Array.from({ length: lineCount }, () => 5));
    for (const track of tracks) expect(new Set(track.map(({ text }) => text)).size).toBe(1);
  });

  it('compares lines that moved only where they are near', () => {
    link([page(), page(4)]);
    // Each with all others it would be 60 x 60; those farther away than the reach of half a picture are not.
    const calls = vi.mocked(lettersDifference).mock.calls.length;
    expect(calls).toBeGreaterThanOrEqual(lineCount);
    const far = page().map((line) => ({
      ...line,
      corners: line.corners.map(({ x, y }) => ({ x, y: y + (line.text < '3' ? 0.5 : 0) })),
    }));
    vi.clearAllMocks();
    link([page(), far]);
    expect(vi.mocked(lettersDifference).mock.calls.length).toBeLessThan(calls);
  });
});
