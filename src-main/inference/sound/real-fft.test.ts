import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RealFft } from './real-fft.ts';

/** The definition, term by term. */
function magnitudesByDefinition(samples: readonly number[], length: number): number[] {
  return Array.from({ length: length / 2 + 1 }, (_, bin) => {
    let real = 0;
    let imaginary = 0;
    for (const [index, sample] of samples.entries()) {
      real += sample * Math.cos((2 * Math.PI * bin * index) / length);
      imaginary -= sample * Math.sin((2 * Math.PI * bin * index) / length);
    }
    return Math.hypot(real, imaginary);
  });
}

function magnitudesOf(length: number, samples: Float32Array, start = 0, window = ones(length)): number[] {
  const magnitudes = new Float64Array(length / 2 + 1);
  new RealFft(length).magnitudes(samples, start, window, magnitudes);
  return [...magnitudes];
}

const ones = (length: number): Float32Array => new Float32Array(length).fill(1);

describe('RealFft', () => {
  it.each([8, 32, 128, 512])('gives what the definition gives, for %i samples', (length) => {
    const sample = fc.float({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(sample, { minLength: length, maxLength: length }), (samples) => {
        const wanted = magnitudesByDefinition(samples, length);
        for (const [bin, magnitude] of magnitudesOf(length, Float32Array.from(samples)).entries()) {
          expect(magnitude).toBeCloseTo(wanted[bin] ?? NaN, 9);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('keeps no trace of what it transformed before', () => {
    const transform = new RealFft(32);
    const magnitudes = new Float64Array(17);
    transform.magnitudes(Float32Array.from({ length: 32 }, Math.sin), 0, ones(32), magnitudes);
    transform.magnitudes(new Float32Array(32), 0, ones(32), magnitudes);
    expect([...magnitudes]).toEqual(Array.from({ length: 17 }, () => 0));
  });

  it('takes from the start it is told, as far as the window goes, and silence beyond the end', () => {
    const samples = Float32Array.from([9, 9, 1, -0.5, 0.25]);
    expect(magnitudesOf(8, samples, 2)).toEqual(magnitudesOf(8, Float32Array.from([1, -0.5, 0.25])));
    expect(magnitudesOf(8, samples, 2, Float32Array.of(1, 2))).toEqual(
      magnitudesOf(8, Float32Array.from([1, -1])),
    );
    expect(magnitudesOf(8, samples, 99)).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([0, 4, 16, 100, 256])('refuses a length of %i', (length) => {
    expect(() => new RealFft(length)).toThrow(RangeError);
  });
});
