import { describe, expect, it } from 'vitest';
import { labelledClips } from './labelled-library.ts';
import { labelledQueries } from './labelled-queries.ts';
import { kinds } from './labelled-query.ts';
import { clipsLookedAt } from './quality-measures.ts';

const all = kinds.flatMap((kind) => labelledQueries[kind].map((labelled) => ({ kind, ...labelled })));

describe('labelled queries', () => {
  it('are enough, and each is there once', () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    for (const kind of kinds) expect(labelledQueries[kind].length).toBeGreaterThanOrEqual(5);
    expect(new Set(all.map(({ query }) => query)).size).toBe(all.length);
  });

  it.each(all)('$kind: $query expects what can be found', ({ kind, clips, moments = [] }) => {
    const expected = Object.keys(clips);
    expect(expected.length === 0).toBe(kind === 'nonsense');
    expect(expected.length).toBeLessThanOrEqual(clipsLookedAt);
    for (const clip of expected) expect(labelledClips).toContain(clip);
    for (const moment of moments) {
      expect(expected).toContain(moment.clip);
      if ('from' in moment) expect(moment.to).toBeGreaterThan(moment.from);
    }
  });
});
