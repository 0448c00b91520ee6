import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../../tests/support/property-seed.ts';
import { createFilterRegistry, loadFilters } from '../filter-registry.ts';
import { formatQuery } from './format-query.ts';
import { parseQuery } from './parse-query.ts';
import type { ParsedQuery, QueryPart } from './parsed-query.ts';
import { understoodQuery } from './understood-query.ts';

const registry = createFilterRegistry(await loadFilters());
const now = new Date(2026, 10, 20, 12);

function parse(text: string, typing: 'typing' | 'finished' = 'finished'): ParsedQuery {
  return parseQuery(text, registry, { now, typing });
}

/** Parts in short: `-said:word`, `[a|b]`, with the kind of words where it is not plain. */
function shorten(part: QueryPart): string {
  if (part.kind === 'any') return `[${part.options.map(shorten).join('|')}]`;
  if (part.kind === 'not') return `-${shorten(part.part)}`;
  if (part.kind === 'filter') return `${part.filter.id}=${part.filter.format(part.value)}`;
  const sign = { word: '', prefix: '*', phrase: '"' }[part.match];
  return `${part.field === null ? '' : `${part.field}:`}${sign}${part.words}${part.match === 'phrase' ? sign : ''}`;
}

const parts = (text: string, typing?: 'typing'): string[] => parse(text, typing).parts.map(shorten);
const ignored = (text: string, typing?: 'typing'): string[] =>
  parse(text, typing).ignored.map((each) => `${each.text}: ${each.reason}`);

describe('a query', () => {
  it.each([
    ['', []],
    ['  holiday   beach ', ['holiday', 'beach']],
    ['"red car" dog', ['"red car"', 'dog']],
    [
      '“red car” „rotes Auto“ «voiture rouge» »roter Wagen«',
      ['"red car"', '"rotes Auto"', '"voiture rouge"', '"roter Wagen"'],
    ],
    ['-rain NOT snow −hail', ['-rain', '-snow', '-hail']],
    ['cat OR dog bird', ['[cat|dog]', 'bird']],
    ['cat|dog || fish', ['[cat|dog|fish]']],
    ['cat AND dog', ['cat', 'dog']],
    ['hol* "red ca"*', ['*hol', '*red ca']],
    ['said:budget Says:"next year" hears:appl*', ['said:budget', 'said:"next year"', 'hears:*appl']],
    ['said: "next year"', ['said:"next year"']],
    ['duration:>30S rating:≥3 camera:"Sony ILCE"', ['duration=>30s', 'rating=>=3', 'camera=Sony ILCE']],
    ['-is:hdr OR tag:day', ['[-is=hdr|tag=day]']],
    ['(cat OR dog) (bird fish)', ['[cat|dog]', 'bird', 'fish']],
    ['a OR (b OR (c|d)) e', ['[a|b|c|d]', 'e']],
    ['-(cat dog) -(bird OR fish)', ['[-cat|-dog]', '-bird', '-fish']],
    ['NOT (cat OR -dog)', ['-cat', 'dog']],
    ['IMG(1).mp4 foo)', ['IMG(1).mp4', 'foo)']],
    ['http://x.org/a 12:30 C:\\clips Hint: 16:9', ['http://x.org/a', '12:30', 'C:\\clips', 'Hint:', '16:9']],
    ['near:48.2,16.4,5km', ['near=48.2,16.4,5km']],
    ['שלום -"עולם טוב" 東京 OR 京都', ['שלום', '-"עולם טוב"', '[東京|京都]']],
    ['or not and', ['or', 'not', 'and']],
  ])('%j', (text, expected) => {
    expect(parts(text)).toEqual(expected);
    expect(ignored(text)).toEqual([]);
  });

  it.each([
    ['colour:red', ['colour:red'], ['colour:red: unknown-field']],
    ['foo:"exit sign"', ['"foo:exit sign"'], ['foo:"exit sign": unknown-field']],
    ['rating:lots x', ['rating:lots', 'x'], ['rating:lots: not-a-value']],
    ['x - y', ['x', 'y'], ['-: nothing-to-search']],
    ['"" x', ['x'], ['"": nothing-to-search']],
    ['😀 !!! x', ['x'], ['😀: nothing-to-search', '!!!: nothing-to-search']],
    ['camera: sony', ['sony'], ['camera:: nothing-to-search']],
    ['rating:>= x', ['x'], ['rating:>=: nothing-to-search']],
    ['OR x OR', ['x'], ['OR: nothing-to-search', 'OR: nothing-to-search']],
    ['x NOT', ['x'], ['NOT: nothing-to-search']],
    ['AND x AND', ['x'], ['AND: nothing-to-search', 'AND: nothing-to-search']],
    ['x "red ca', ['x', '"red ca"'], ['": unbalanced']],
    ['(cat dog', ['cat', 'dog'], ['(: unbalanced']],
    [') cat', ['cat'], ['): unbalanced']],
    ['()', [], ['(: nothing-to-search']],
    ['cat OR (dog bird)', ['[cat|dog]', 'bird'], ['(: unbalanced']],
    ['-(cat OR dog bird)', ['-cat', '-dog', '-bird'], ['-(: unbalanced']],
  ])('%j tells what it did not understand', (text, expected, told) => {
    expect(parts(text)).toEqual(expected);
    expect(ignored(text)).toEqual(told);
  });

  it('takes the last word while somebody types for the beginning of one', () => {
    expect(parts('red ca', 'typing')).toEqual(['red', '*ca']);
    expect(parts('red ca ', 'typing')).toEqual(['red', 'ca']);
    expect(parts('said:bud', 'typing')).toEqual(['said:*bud']);
    expect(parts('x "red ca', 'typing')).toEqual(['x', '*red ca']);
    expect(parts('-ca', 'typing')).toEqual(['-ca']);
    expect(parts('"ca"', 'typing')).toEqual(['"ca"']);
    for (const open of ['x "red ca', 'x camera:', 'x rating:>', 'x said:"', '(cat']) {
      expect(ignored(open, 'typing')).toEqual([]);
    }
  });

  it('says where things stand', () => {
    const text = 'a -said:"b c" OR rating:3 zz:1';
    const { parts: found, ignored: told } = parse(text);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([
      ...['a', '-said:"b c" OR rating:3', 'zz:1'],
    ]);
    expect(told).toEqual([{ start: 26, end: 30, text: 'zz:1', reason: 'unknown-field' }]);
    expect(understoodQuery(parse(text))).toMatchObject({
      understood: [
        { kind: 'word', field: null, value: 'a', use: 'include', alternative: null },
        { kind: 'phrase', field: 'said', value: 'b c', use: 'exclude', alternative: 0, start: 2, end: 13 },
        { kind: 'filter', field: 'rating', value: '3', use: 'include', alternative: 0, start: 17, end: 25 },
        { kind: 'word', field: null, value: 'zz:1' },
      ],
    });
  });

  it('leaves out what is too much, and tells', () => {
    const many = parse('w '.repeat(100_000));
    expect(many.parts).toHaveLength(64);
    expect(many.ignored).toMatchObject([{ start: 128, end: 200_000, reason: 'too-long' }]);
    const long = parse('w'.repeat(100_000));
    expect(long.parts).toMatchObject([{ words: 'w'.repeat(256), end: 100_000 }]);
    expect(long.ignored).toMatchObject([{ start: 256, end: 100_000, reason: 'too-long' }]);
    for (const flood of [
      '- ',
      '(',
      ')',
      'a:',
      '"',
      '|',
      '" ',
      '-(',
      'a OR ',
      '(a ',
      'said: ',
      '\0',
      '\ud800 ',
    ]) {
      expect(parse(flood.repeat(60_000)).parts.length).toBeLessThanOrEqual(64);
    }
  });
});

const words = [
  'a',
  'b c',
  'OR',
  'AND',
  'NOT',
  '-',
  '(',
  ')',
  '"',
  '“',
  '”',
  '|',
  '*',
  ':',
  ' ',
  '  ',
  '\0',
  '\ud800',
  '東京',
  '😀',
];
const fields = registry.filters.flatMap(({ id, aliases, example }) => [
  `${id}:`,
  example,
  ...aliases.map((each) => `${each}:`),
]);
const queryLike = fc.array(fc.constantFrom(...words, ...fields, '>=', '..', '3', 'x:', 'none'), {
  maxLength: 12,
});
const anyText = fc.oneof(
  queryLike.map((tokens) => tokens.join('')),
  queryLike.map((tokens) => tokens.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 600 }),
);

/** What was understood, without where. */
const meaning = (query: ParsedQuery): unknown =>
  understoodQuery(query).understood.map(({ start: _start, end: _end, ...others }) => others);

describe('any text', () => {
  it('can be parsed, and written anew with the same meaning', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('typing', 'finished'), (text, typing) => {
        const query = parse(text, typing);
        for (const { start, end } of [...query.parts, ...query.ignored]) {
          expect(start >= 0 && start < end && end <= text.length).toBe(true);
        }
        expect(meaning(parse(formatQuery(query)))).toEqual(meaning(query));
      }),
      { numRuns: 2000 },
    );
  });

  it('has values which are understood again as they are written', () => {
    for (const filter of registry.filters) {
      const [part] = parse(filter.example).parts;
      if (filter.control === 'words') expect(part).toMatchObject({ kind: 'text', field: filter.id });
      else expect(part).toMatchObject({ kind: 'filter', filter: { id: filter.id } });
    }
  });
});
