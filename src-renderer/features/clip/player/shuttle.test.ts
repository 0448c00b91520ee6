import { describe, expect, it } from 'vitest';
import { shuttle, type ShuttleKey } from './shuttle.ts';

function pressed(keys: string, from = 0): number {
  return keys.split(' ').reduce((speed, key) => shuttle(speed, key as ShuttleKey), from);
}

describe('J, K and L', () => {
  it.each([
    ['L', 1],
    ['L L', 2],
    ['L L L', 4],
    ['L L L L', 8],
    ['L L L L L', 8],
    ['J', -1],
    ['J J J J J', -8],
    ['L L L J', -1],
    ['J J L', 1],
    ['L L K', 0],
    ['L L K L', 1],
  ])('%s plays at %d', (keys, speed) => {
    expect(pressed(keys)).toBe(speed);
  });

  it('goes on from whatever speed was chosen', () => {
    expect(pressed('L', 0.5)).toBe(1);
    expect(pressed('L', 1.5)).toBe(2);
    expect(pressed('J', 1.5)).toBe(-1);
  });

  it('goes slowly while K is held', () => {
    expect(shuttle(0, 'L', 'held')).toBe(0.5);
    expect(shuttle(4, 'J', 'held')).toBe(-0.5);
  });
});
