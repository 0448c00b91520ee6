import { describe, expect, it } from 'vitest';
import type { DuplicateClip } from '../../../src-preload/contract/commands/duplicates.ts';
import { createI18n, type Language } from '../../i18n/i18n.ts';
import type { ClipRelation } from '../../stores/duplicates-store-choices.ts';
import { clipFacts, type DuplicateWords, relationText } from './duplicate-words.ts';

async function wordsIn(language: Language): Promise<DuplicateWords> {
  const i18n = await createI18n(language);
  return { t: i18n.getFixedT(language, ['duplicates', 'library', 'shell']), language };
}

const clip = (width: number, height: number): DuplicateClip => ({
  ...{ id: 'a', name: 'a', path: null, files: [], sizeBytes: 2_100_000, durationSec: 8.04, width, height },
  ...{ framesPerSecond: 30_000 / 1001, codec: 'hevc', bitRate: null, taken: null, rating: null },
  ...{ tags: [], noteState: 'none' },
});

const same: ClipRelation = {
  ...{ extent: 'same', similarity: 0.97, matchedSec: 60, startSec: 0, offsetSec: 0, speed: 1 },
  orientation: { turnedDeg: 0, mirrored: false },
};
const sizes = { clip: clip(640, 360), reference: clip(1920, 1080) };

describe('how one clip relates to another, in words', () => {
  it('says all that differs', async () => {
    const words = await wordsIn('en');
    expect(relationText(same, sizes, words)).toBe('the same, fewer pixels, 97% alike');
    const turned: ClipRelation = {
      ...{ ...same, extent: 'part', matchedSec: 12, startSec: 30, speed: 1.1 },
      orientation: { turnedDeg: 90, mirrored: true },
    };
    expect(relationText(turned, { clip: sizes.clip, reference: sizes.clip }, words)).toBe(
      '0:12 of it, from 0:30, mirrored, turned by 90°, re-timed × 1.1, 97% alike',
    );
    expect(relationText(null, sizes, words)).toContain('by way of another');
  });
  it('takes rounding of times for no other speed', async () => {
    const words = await wordsIn('de');
    expect(relationText({ ...same, speed: 1.002 }, sizes, words)).not.toContain('Tempo');
  });
});

describe('facts of a clip', () => {
  it('leave out what is not known', async () => {
    expect(clipFacts(clip(1920, 1080), await wordsIn('en'))).toEqual([
      ['Length', '0:08.0'],
      ['Picture', '1920 × 1080, 29.97 fps'],
      ['Codec', 'hevc'],
      ['Size', '2.1 MB'],
    ]);
  });
});
