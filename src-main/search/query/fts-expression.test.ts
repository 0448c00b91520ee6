import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../../tests/support/property-seed.ts';
import { textFields } from '../../../src-preload/contract/search.ts';
import { createFilterRegistry, loadFilters } from '../filter-registry.ts';
import { isSearchable, momentExpression, textExpression } from './fts-expression.ts';
import { parseQuery } from './parse-query.ts';
import type { QueryPart, TextPart } from './parsed-query.ts';
import { spreadScripts } from './script-spreading.ts';

const registry = createFilterRegistry(await loadFilters());
const connection = new Database(':memory:');
connection.exec(
  `CREATE VIRTUAL TABLE clips USING fts5 (${textFields.join(', ')}, tokenize = "porter unicode61 remove_diacritics 2")`,
);
const documents = [
  { said: 'The budget is near the limit and NOT negotiable', name: 'take one.mov' },
  { read: 'EXIT 2 column:value', said: 'exit strategy', sees: 'dog' },
  { said: '今日は東京タワーへ', note: 'Größe à la carte', summary: "Robert'); DROP TABLE clips;--" },
  { note: 'שלום עולם مرحبا بالعالم', metadata: 'f/2.8 29.97 C++' },
];
for (const document of documents) {
  const columns = Object.keys(document).join(', ');
  const values = Object.values(document).map(spreadScripts);
  connection
    .prepare(`INSERT INTO clips (${columns}) VALUES (${values.map(() => '?').join(', ')})`)
    .run(...values);
}
const match = connection.prepare('SELECT rowid FROM clips WHERE clips MATCH ? ORDER BY rowid').pluck();

function parse(text: string, typing: 'typing' | 'finished' = 'finished'): readonly QueryPart[] {
  return parseQuery(text, registry, { now: new Date(), typing }).parts;
}

function textsOf(parts: readonly QueryPart[]): TextPart[] {
  return parts.flatMap((part) => {
    if (part.kind === 'any') return textsOf(part.options);
    if (part.kind === 'not') return textsOf([part.part]);
    return part.kind === 'text' ? [part] : [];
  });
}

/** Documents that have every one of its words. */
function found(text: string, typing?: 'typing'): unknown[] {
  const each = textsOf(parse(text, typing)).map((part) => textExpression(part) ?? '');
  return each.length === 0 ? [] : match.all(each.map((expression) => `(${expression})`).join(' AND '));
}

describe('expressions of FTS5', () => {
  it.each([
    ['budget', [1]],
    ['Budgets', [1]],
    ['exit', [2]],
    ['said:exit', [2]],
    ['text:exit', [2]],
    ['sees:exit', []],
    ['text:"exit 2"', [2]],
    ['"exit strategy"', [2]],
    ['"strategy exit"', []],
    ['grosse', []],
    ['große carté', [3]],
    ['GRÖSSE', []],
    ['große', [3]],
    ['größe A', [3]],
    ['bud*', [1]],
    ['bud', []],
    ['"budget is ne"*', [1]],
    ['東京', [3]],
    ['京', [3]],
    ['said:今日は', [3]],
    ['京東', []],
    ['東京タ*', [3]],
    ['שלום', [4]],
    ['مرحبا', [4]],
    ['29.97', [4]],
    ['f/2.8', [4]],
    ['take one.mov', [1]],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('finds what is being written', () => {
    expect(found('exit str', 'typing')).toEqual([2]);
    expect(found('said:"budget is ne', 'typing')).toEqual([1]);
  });

  it.each([
    ['NEAR(budget limit)', []],
    ['near(', [1]],
    ['budget AND NOT', [1]],
    ['"budget" NEAR/2 "limit"', []],
    ['^the', [1]],
    ['column:value', [2]],
    ['{said read}:exit', []],
    ['exit"', [2]],
    ['""exit""', [2]],
    ['ex"it', []],
    ['said:"', []],
    [`Robert'); DROP TABLE clips;--`, [3]],
    [`'; DROP TABLE clips; --`, [3]],
    ['budget*"', [1]],
    ['budget\0', [1]],
    ['"bud\0get"', [1]],
    ['\ud800budget\udc00', [1]],
    ['budget 😀', [1]],
    ['\u202eexit\u202c', [2]],
    ['* ( ) - + ^ : ~ !', []],
    ['x'.repeat(100_000), []],
    ['"'.repeat(100_000), []],
    ['東'.repeat(100_000), []],
  ])('%j finds what it says, or nothing', (text, expected) => {
    expect(found(text)).toEqual(expected);
    expect(match.all('budget')).toEqual([1]);
  });

  it('any text finds a document that has it', () => {
    const table = new Database(':memory:');
    table.exec(
      `CREATE VIRTUAL TABLE texts USING fts5 (body, tokenize = "porter unicode61 remove_diacritics 2")`,
    );
    const put = table.prepare('INSERT INTO texts (rowid, body) VALUES (1, ?)');
    const has = table.prepare('SELECT COUNT(*) FROM texts WHERE texts MATCH ?').pluck();
    // Of characters that SQLite's table of 2012 has (Unicode 6.1).
    const letters = fc.constantFrom(
      ...Array.from('abcXYZ019äßñжШλΩאבגعرب東京今はタ한국ไทยក្ខ"\'*^:-+(){}[]<>|,;.~!?/\\ \0'),
    );
    const writing = fc.oneof(
      fc.string({ unit: letters, maxLength: 40 }),
      fc.constantFrom('NEAR(a b, 2)', 'a AND', '{body}: x'),
    );
    fc.assert(
      fc.property(writing, fc.constantFrom('word', 'prefix', 'phrase'), (words, kind) => {
        const part: TextPart = {
          kind: 'text',
          match: kind,
          words,
          fields: null,
          field: null,
          start: 0,
          end: 1,
        };
        const expression = textExpression(part);
        expect(expression === null).toBe(!isSearchable(words));
        if (expression === null) return;
        table.exec('DELETE FROM texts');
        put.run(spreadScripts(`before ${words} after`));
        expect(has.get(expression)).toBe(1);
      }),
      { numRuns: 500 },
    );
    table.close();
  });

  it('any query is accepted', () => {
    const signs = fc.constantFrom(
      '"',
      '(',
      ')',
      '-',
      '*',
      ':',
      '^',
      'OR',
      'NOT',
      'NEAR',
      ' ',
      'said:',
      'exit',
      '東',
      '\0',
      "'",
    );
    const written = fc.oneof(
      fc.array(signs, { maxLength: 15 }).map((each) => each.join('')),
      fc.string({ unit: 'binary', maxLength: 50 }),
    );
    fc.assert(
      fc.property(written, (text) => {
        for (const part of textsOf(parse(text))) {
          expect(() => match.all(textExpression(part) ?? '""')).not.toThrow();
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('expressions for moments', () => {
  const of = (text: string, lane: 'said' | 'read') => momentExpression(parse(text), lane);
  it('are any of the words that may be in the lane', () => {
    expect(of('red "big car" OR -dog said:hi text:bye -rain bu*', 'said')).toBe(
      '"red" OR "big car" OR "hi" OR "bu" *',
    );
    expect(of('red red', 'read')).toBe('"red"');
    expect(of('said:hi -rain rating:3', 'read')).toBeNull();
  });
});
