import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PieceCutter } from './piece-cutter.ts';
import { pieceDefaults, planPieces, type Stretch } from './transcript-pieces.ts';

const stretch = (startSec: number, endSec: number): Stretch => ({ startSec, endSec });

const speech = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 10, max: 6000 })), { maxLength: 30 })
  .map((parts) => {
    let at = 0;
    return parts.map(([gap, length]) => {
      const startSec = (at += gap) / 100;
      return stretch(startSec, (at += length) / 100);
    });
  });

describe('planPieces', () => {
  it('joins neighbours and parts at long silences', () => {
    expect(planPieces([stretch(1, 3), stretch(4, 6), stretch(9, 10)])).toEqual([
      stretch(0.6, 6.4),
      stretch(8.6, 10.4),
    ]);
  });

  it('does not begin before the sound', () => {
    expect(planPieces([stretch(0.1, 2)])[0]?.startSec).toBe(0);
  });

  it('gives pieces in order, apart, none too long, that hold all speech and little else', () => {
    fc.assert(
      fc.property(speech, (spans) => {
        const pieces = planPieces(spans);
        let lastSec = 0;
        for (const { startSec, endSec } of pieces) {
          expect(startSec).toBeGreaterThanOrEqual(lastSec - 1e-9);
          expect(endSec - startSec).toBeLessThanOrEqual(pieceDefaults.mostSec + 1e-9);
          expect(spans.some((span) => span.startSec < endSec && span.endSec > startSec)).toBe(true);
          lastSec = endSec;
        }
        for (const span of spans) {
          const coveredSec = pieces.reduce(
            (sum, piece) =>
              sum +
              Math.max(0, Math.min(piece.endSec, span.endSec) - Math.max(piece.startSec, span.startSec)),
            0,
          );
          expect(coveredSec).toBeCloseTo(span.endSec - span.startSec, 6);
        }
      }),
    );
  });
});

describe('PieceCutter', () => {
  const sound = Int16Array.from({ length: 40_000 }, (_, at) => at % 30_000);
  const bytes = new Uint8Array(sound.buffer);

  function cut(pieces: readonly Stretch[], sizes: readonly number[]) {
    const cutter = new PieceCutter(pieces);
    const found = [];
    let at = 0;
    for (const size of [...sizes, bytes.length]) {
      found.push(...cutter.push(bytes.subarray(at, at + size)));
      at += size;
    }
    return [...found, ...cutter.end()];
  }

  it('cuts the same out of chunks of whatever size', () => {
    const pieces = [stretch(0.1, 0.5), stretch(0.5, 0.6), stretch(1, 1.25)];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9001 }), { maxLength: 12 }), (sizes) => {
        const found = cut(pieces, sizes);
        expect(found.map(({ samples }) => [samples[0], samples.length])).toEqual([
          [1600, 6400],
          [8000, 1600],
          [16_000, 4000],
        ]);
        for (const { samples } of found)
          expect((samples.at(-1) ?? 0) - (samples[0] ?? 0)).toBe(samples.length - 1);
      }),
    );
  });

  it('gives what there is where the sound ends too early', () => {
    const found = cut([stretch(2, 3), stretch(4, 5)], []);
    expect(found.map(({ startSec, endSec }) => [startSec, endSec])).toEqual([[2, 2.5]]);
  });
});
