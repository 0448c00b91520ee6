import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchEnd, matchStart } from '../../db/repositories/search-index.repository.ts';
import { parseHighlight } from './snippets.ts';

const match = (text: string): string => `${matchStart}${text}${matchEnd}`;
const shown = (text: string): string =>
  parseHighlight(text)
    .map((part) => part.text)
    .join('');

describe('parseHighlight', () => {
  it('marks what was found', () => {
    expect(parseHighlight(`the ${match('red')} boat`)).toEqual([
      { kind: 'plain', text: 'the ' },
      { kind: 'match', text: 'red' },
      { kind: 'plain', text: ' boat' },
    ]);
    expect(parseHighlight('')).toEqual([]);
  });

  it('shows the line that people are shown, unless only another spelling was found', () => {
    expect(shown(`HEVC · ${match('4K')}\nh265`)).toBe('HEVC · 4K');
    expect(parseHighlight(`HEVC\nuhd\n${match('h265')} x`)).toEqual([
      { kind: 'match', text: 'h265' },
      { kind: 'plain', text: ' x' },
    ]);
  });

  it('takes out what keeps characters of unspaced scripts apart', () => {
    expect(parseHighlight(`東\u200B${match('京\u200Bタ')}`)).toEqual([
      { kind: 'plain', text: '東' },
      { kind: 'match', text: '京タ' },
    ]);
  });

  it('shortens around the first match, at blanks', () => {
    const before = 'before '.repeat(100);
    const after = 'after '.repeat(100);
    const snippet = parseHighlight(`${before}${match('here')} ${after}${match('again')}`);
    expect(snippet[0]?.text).toMatch(/^…before( before)* $/u);
    expect(snippet[1]).toEqual({ kind: 'match', text: 'here' });
    expect(snippet.at(-1)?.text).toMatch(/ after…$/u);
    expect(shown(`${match('here')} ${after}`).startsWith('here after')).toBe(true);
  });

  it('never splits a character, nor loses text that is short', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('😀'.repeat(90), 'a '.repeat(50)),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, fc.boolean())), (pieces) => {
        const plain = pieces.map(([text]) => text.replaceAll(/[\n\u200B\uE000\uE001]/gu, ''));
        const text = plain.map((each, at) => (pieces[at]?.[1] === true ? match(each) : each)).join('');
        const found = shown(text);
        expect(found.isWellFormed()).toBe(plain.join('').isWellFormed());
        expect(found.length).toBeLessThan(165);
        if (plain.join('').length <= 160) expect(found).toBe(plain.join(''));
      }),
    );
  });
});
