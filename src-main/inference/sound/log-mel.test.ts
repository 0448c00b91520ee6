import { describe, expect, it } from 'vitest';
import { hannWindow, LogMel } from './log-mel.ts';
import { melBands, melOfHz } from './mel-bands.ts';

const bands = { sampleRateHz: 16_000, transformLength: 512, bandCount: 64, lowestHz: 125, highestHz: 7500 };

function toneOf(frequencyHz: number, lengthSec: number): Float32Array {
  return Float32Array.from({ length: lengthSec * bands.sampleRateHz }, (_, index) =>
    Math.sin((2 * Math.PI * frequencyHz * index) / bands.sampleRateHz),
  );
}

describe('melBands', () => {
  const { firstBins, starts, weights, bandCount } = melBands(bands);
  const binHz = bands.sampleRateHz / bands.transformLength;

  it('puts 1000 Hz at 1000 mel, as the scale is meant', () => {
    expect(melOfHz(1000)).toBeCloseTo(1000, 0);
    expect(melOfHz(0)).toBe(0);
  });

  it('gives every bin between the first and the last peak a sum of 1: neighbours overlap by half', () => {
    const sums = new Float64Array(bands.transformLength / 2 + 1);
    for (let band = 0; band < bandCount; band += 1) {
      const start = starts[band] ?? 0;
      for (let at = start; at < (starts[band + 1] ?? 0); at += 1) {
        const bin = (firstBins[band] ?? 0) + at - start;
        sums[bin] = (sums[bin] ?? 0) + (weights[at] ?? 0);
      }
    }
    const step = (melOfHz(7500) - melOfHz(125)) / 65;
    for (const [bin, sum] of sums.entries()) {
      const mel = melOfHz(bin * binHz);
      if (mel < melOfHz(125) || mel > melOfHz(7500)) expect(sum).toBe(0);
      else if (mel > melOfHz(125) + step && mel < melOfHz(7500) - step) expect(sum).toBeCloseTo(1, 9);
    }
  });

  it('takes no bin at or below the lowest frequency', () => {
    expect((firstBins[0] ?? 0) * binHz).toBeGreaterThan(125);
  });
});

describe('LogMel', () => {
  const spec = { ...bands, frameLength: 400, hopLength: 160, logOffset: 0.001 };
  const logMel = new LogMel(spec);

  it('gives silence the logarithm of the offset', () => {
    const frames = new Float32Array(2 * 64);
    logMel.write(new Float32Array(1600), 0, 2, frames);
    for (const value of frames) expect(value).toBeCloseTo(Math.log(0.001), 5);
  });

  it.each([250, 1000, 4000])('has its loudest band around a tone of %i Hz', (frequencyHz) => {
    const frame = new Float32Array(64);
    logMel.write(toneOf(frequencyHz, 0.1), 3, 1, frame);
    const loudest = frame.indexOf(Math.max(...frame));
    const step = (melOfHz(7500) - melOfHz(125)) / 65;
    const peakMel = melOfHz(125) + (loudest + 1) * step;
    expect(Math.abs(peakMel - melOfHz(frequencyHz))).toBeLessThan(step);
  });

  it('gives the same frame however many are asked for at once, and silence beyond the end', () => {
    const tone = toneOf(440, 0.1);
    const all = new Float32Array(12 * 64);
    logMel.write(tone, 0, 12, all);
    const seventh = new Float32Array(64);
    logMel.write(tone, 7, 1, seventh);
    expect(seventh).toEqual(all.slice(7 * 64, 8 * 64));
    expect(all[11 * 64]).toBeCloseTo(Math.log(0.001), 5);
  });

  it('has a window that fades in from nothing and is whole in its middle', () => {
    const window = hannWindow(400);
    expect(window[0]).toBe(0);
    expect(window[200]).toBe(1);
    expect(window[100]).toBeCloseTo(window[300] ?? 0, 6);
  });
});
