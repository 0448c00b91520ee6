import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../src-preload/contract/events.ts';
import { concernsOf } from './library-concerns.ts';
import { firstPlace, noFilter } from './library-place.ts';

const at = { sequence: 1, atMs: 0 };
const annotated: EngineEvent = { ...at, type: 'clips-annotated', data: { clipIds: ['a', 'b'] } };
const stored: EngineEvent = {
  ...at,
  type: 'artifact-stored',
  data: { clipId: 'c', stage: 'probe', artifact: 'probe' },
};
const added: EngineEvent = { ...at, type: 'clip-added', data: { clipId: 'd', path: '/d' } };

describe('what events mean for the screen', () => {
  it('names each clip once', () => {
    expect([...concernsOf([annotated, stored, stored], firstPlace).clipIds]).toEqual(['a', 'b', 'c']);
  });

  it('is another order for every clip that is added', () => {
    expect(concernsOf([added], firstPlace).order).toBe('changed');
  });

  it('is another order only where what has changed is gone by', () => {
    expect(concernsOf([annotated, stored], firstPlace).order).toBe('same');
    const byRating = { ...firstPlace, sort: { by: 'rating', direction: 'descending' } } as const;
    expect(concernsOf([annotated], byRating).order).toBe('changed');
    const long = { ...firstPlace, filter: { ...noFilter, durations: ['longer' as const] } };
    expect(concernsOf([stored], long).order).toBe('changed');
    expect(concernsOf([annotated], long).order).toBe('same');
  });
});
