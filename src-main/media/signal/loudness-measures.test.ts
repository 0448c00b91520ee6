import { describe, expect, it } from 'vitest';
import { LoudnessReader } from './loudness-measures.ts';

type Values = Readonly<Record<string, string>>;

/** One measure each 100 ms. */
function read(measures: readonly Values[], soundEndSec: number | null = null) {
  const reader = new LoudnessReader();
  measures.forEach((values, index) => {
    reader.add({ timeSec: index / 10, values });
  });
  return reader.finish(soundEndSec);
}

const r128 = (values: Readonly<Record<string, string | number>>): Values =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`lavfi.r128.${key}`, String(value)]));

describe('LoudnessReader', () => {
  it('takes the last running figures, in dB', () => {
    const figures = read([
      r128({ I: '-20.5', LRA: 1, S: -30, true_peak: 0.1, sample_peak: 0.1 }),
      r128({ I: '-23.012', LRA: '4.250', S: -31, true_peak: '0.501', sample_peak: '0.500' }),
    ]);
    expect(figures.integratedLufs).toBe(-23.012);
    expect(figures.rangeLu).toBe(4.25);
    expect(figures.truePeakDb).toBeCloseTo(-6.003, 3);
    expect(figures.samplePeakDb).toBeCloseTo(-6.0206, 4);
  });

  it('takes the loudest channel where there is no common peak', () => {
    const figures = read([
      r128({ true_peaks_ch0: 0.25, true_peaks_ch1: 1.25, sample_peaks_ch0: 1, sample_peaks_ch1: 0.5 }),
    ]);
    expect(figures.truePeakDb).toBeCloseTo(1.9382, 4);
    expect(figures.samplePeakDb).toBe(0);
  });

  it.each(['-70.000', '-120.691', '-inf', 'nan', 'inf', ''])('takes %s for no loudness', (text) => {
    const figures = read([r128({ I: text, S: text, LRA: 0, true_peak: '0.000', sample_peak: 'nan' })]);
    expect(figures).toStrictEqual({
      integratedLufs: null,
      rangeLu: null,
      truePeakDb: null,
      samplePeakDb: null,
      silences: [],
      shortTermLufs: [null],
    });
  });

  it('knows no range without three seconds', () => {
    expect(read([r128({ I: -20, LRA: 0, S: '-120.691' })]).rangeLu).toBeNull();
    expect(read([r128({ I: -20, LRA: 0, S: -20 })]).rangeLu).toBe(0);
  });

  it('gives short-term loudness once a second, as it is at the end of each', () => {
    const measures = Array.from({ length: 25 }, (_, index) => r128({ S: index < 10 ? '-120.691' : -index }));
    expect(read(measures).shortTermLufs).toStrictEqual([null, -19, -24]);
  });

  it('bridges a hole in the measures', () => {
    const reader = new LoudnessReader();
    reader.add({ timeSec: 0.2, values: r128({ S: -10 }) });
    reader.add({ timeSec: 3.0, values: r128({ S: -13 }) });
    expect(reader.finish(null).shortTermLufs).toStrictEqual([-10, null, null, -13]);
    expect(reader.count).toBe(2);
  });

  describe('silences', () => {
    const start = (sec: number): Values => ({ 'lavfi.silence_start': String(sec) });
    const end = (sec: number): Values => ({
      'lavfi.silence_end': String(sec),
      'lavfi.silence_duration': '1',
    });

    it('pairs starts and ends', () => {
      expect(read([{}, start(0.1), {}, end(0.35), {}, start(0.5), end(0.6)]).silences).toStrictEqual([
        { startSec: 0.1, endSec: 0.35 },
        { startSec: 0.5, endSec: 0.6 },
      ]);
    });

    it('reads an end and a new start in one block, and a whole one', () => {
      expect(read([start(0), { ...end(0.12), ...start(0.15) }, end(0.3)]).silences).toStrictEqual([
        { startSec: 0, endSec: 0.12 },
        { startSec: 0.15, endSec: 0.3 },
      ]);
      expect(read([{ ...start(0.02), ...end(0.07) }]).silences).toStrictEqual([
        { startSec: 0.02, endSec: 0.07 },
      ]);
    });

    it('begins at 0 at the earliest', () => {
      expect(read([start(-0.02), end(0.2)]).silences).toStrictEqual([{ startSec: 0, endSec: 0.2 }]);
    });

    it('closes one that is open at the end of the sound', () => {
      const measures = [{}, start(0.1), {}, {}];
      expect(read(measures).silences).toStrictEqual([{ startSec: 0.1, endSec: 0.4 }]);
      expect(read(measures, 0.35).silences).toStrictEqual([{ startSec: 0.1, endSec: 0.35 }]);
      // Lengths that disagree with what was measured are not believed.
      expect(read(measures, 9).silences).toStrictEqual([{ startSec: 0.1, endSec: 0.4 }]);
      expect(read(measures, 0.2).silences).toStrictEqual([{ startSec: 0.1, endSec: 0.4 }]);
    });

    it('leaves out an end without a start', () => {
      expect(read([{}, end(0.1)]).silences).toStrictEqual([]);
    });
  });
});
