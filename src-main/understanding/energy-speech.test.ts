import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../tests/support/seeded-random.ts';
import { EnergySpeech, energyEnter, energyLeave } from './energy-speech.ts';
import { sileroDefaults, speechSpans } from './speech-spans.ts';

const samplesPerSec = 16_000;

/** Noise that is the same in every run. */
function noise(seconds: number, levelOf: (timeSec: number) => number): Int16Array {
  const random = seededRandom(1);
  return Int16Array.from(
    { length: seconds * samplesPerSec },
    (_, at) => (2 * random() - 1) * levelOf(at / samplesPerSec),
  );
}

function spansOf(samples: Int16Array): number[][] {
  const detector = new EnergySpeech();
  for (let at = 0; at < samples.length; at += 800) detector.push(samples.subarray(at, at + 800));
  const options = { ...sileroDefaults, enter: energyEnter, leave: energyLeave };
  const spans = speechSpans(detector.finish(), 512 / samplesPerSec, samples.length / samplesPerSec, options);
  // To a quarter of a second: windows are 32 ms long, and spans are widened by as much.
  return spans.map(({ startSec, endSec }) => [startSec, endSec].map((sec) => Math.round(sec * 4) / 4));
}

const burst = (timeSec: number): boolean => timeSec % 4 >= 1 && timeSec % 4 < 2.5;

describe('EnergySpeech', () => {
  it.each([
    ['quiet', 30],
    ['loud', 300],
  ])('finds what stands out of a %s background', (_name, background) => {
    const samples = noise(12, (timeSec) => (burst(timeSec) ? background * 30 : background));
    expect(spansOf(samples)).toEqual([
      [1, 2.5],
      [5, 6.5],
      [9, 10.5],
    ]);
  });

  it('finds nothing in silence, and nothing in a noise that stays the same', () => {
    expect(spansOf(new Int16Array(5 * samplesPerSec))).toEqual([]);
    expect(spansOf(noise(20, () => 2000))).toEqual([]);
  });

  it('takes no digital silence for the background of what comes after', () => {
    const samples = noise(12, (timeSec) => (timeSec < 0.3 ? 0 : burst(timeSec) ? 6000 : 300));
    expect(spansOf(samples)).toEqual([
      [1, 2.5],
      [5, 6.5],
      [9, 10.5],
    ]);
  });

  it('follows a background that becomes louder', () => {
    const samples = noise(24, (timeSec) => {
      const background = timeSec < 11 ? 50 : 400;
      return burst(timeSec) ? background * 25 : background;
    });
    const after = spansOf(samples).filter(([startSec = 0]) => startSec > 16);
    expect(after).toEqual([
      [17, 18.5],
      [21, 22.5],
    ]);
  });
});
