import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectionKey, collectionName } from '../../../src-preload/contract/collections.ts';
import { freeName, tidyName } from './collection-names.ts';

const keys = (...names: string[]): Set<string> => new Set(names.map(collectionKey));

describe('names of collections', () => {
  it.each([
    [[], 'Beach', 'Beach'],
    [['BEACH'], 'Beach', 'Beach (2)'],
    [['Beach', 'beach (2)', 'Beach (3)'], 'Beach', 'Beach (4)'],
    [['Beach (2)'], 'Beach (2)', 'Beach (3)'],
    [['Trip 2024'], 'Trip 2024', 'Trip 2024 (2)'],
    [['U\u0308ber'], 'über', 'über (2)'],
  ])('beside %j, %j is called %j', (taken, wanted, expected) => {
    expect(freeName(wanted, keys(...taken))).toBe(expected);
  });

  it('are in one line', () => {
    expect(tidyName('  By\u00a0the\n\tsea ')).toBe('By the sea');
  });

  it('are free and fit, whatever was wanted', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).map(tidyName);
    fc.assert(
      fc.property(
        name.filter((text) => collectionName.safeParse(text).success),
        fc.nat(12),
        (wanted, others) => {
          const taken = new Set<string>();
          for (let made = 0; made <= others; made += 1) {
            const free = freeName(wanted, taken);
            expect(taken.has(collectionKey(free))).toBe(false);
            expect(collectionName.safeParse(free).success).toBe(true);
            taken.add(collectionKey(free));
          }
        },
      ),
    );
  });
});
