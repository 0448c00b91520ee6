import { describe, expect, it } from 'vitest';
import { languageFor } from './i18n.ts';
import { english, german } from './texts.ts';

/** Paths of all texts, with what they say. */
function flat(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value as object, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) => (text.match(/\{\{[^}]+\}\}/g) ?? []).sort();

describe('texts', () => {
  it('have the same keys and placeholders in both languages, and none is empty', () => {
    const [here, there] = [new Map(flat(english)), new Map(flat(german))];
    expect([...there.keys()].sort()).toEqual([...here.keys()].sort());
    for (const [key, text] of here) {
      expect(text.trim(), key).not.toBe('');
      expect(there.get(key)?.trim(), key).not.toBe('');
      expect(placeholders(there.get(key) ?? ''), key).toEqual(placeholders(text));
    }
  });
});

describe('the language', () => {
  it.each([
    ['de', ['en-GB'], 'de'],
    ['system', ['de-AT', 'en'], 'de'],
    ['system', ['fr-FR', 'de'], 'de'],
    ['system', ['fr-FR'], 'en'],
    ['toString', [], 'en'],
  ] as const)('chosen %s, system %j: %s', (chosen, ofSystem, expected) => {
    expect(languageFor(chosen, ofSystem)).toBe(expected);
  });
});
