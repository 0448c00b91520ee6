import { expect, it } from 'vitest';
import { chooseLane, mostCopiedBytes } from './choose-lane.ts';

const idle = (...models: string[]) => ({ state: 'idle' as const, models });
const busy = (...models: string[]) => ({ state: 'busy' as const, models });
const unstarted = { state: 'unstarted' as const, models: [] };

it('prefers a free lane that has the model', () => {
  const lanes = [idle('other'), idle('model'), unstarted];
  expect(chooseLane(lanes, 'model', 1)).toBe(lanes[1]);
});

it('starts a lane only where no other is free', () => {
  const lanes = [unstarted, idle('other')];
  expect(chooseLane(lanes, 'model', 1)).toBe(lanes[1]);
  expect(chooseLane([busy(), unstarted], 'model', 1)).toBe(unstarted);
  expect(chooseLane([busy(), unstarted], null, 0)).toBe(unstarted);
});

it('waits where none is free', () => {
  expect(chooseLane([busy('model'), busy()], 'model', 1)).toBeNull();
});

it('loads a small model twice rather than wait, and a large one never', () => {
  const lanes = [busy('model'), idle()];
  expect(chooseLane(lanes, 'model', mostCopiedBytes)).toBe(lanes[1]);
  expect(chooseLane(lanes, 'model', mostCopiedBytes + 1)).toBeNull();
  expect(chooseLane(lanes, 'another', mostCopiedBytes + 1)).toBe(lanes[1]);
});
