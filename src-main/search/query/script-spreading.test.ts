import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadScripts, unspread } from './script-spreading.ts';

function findIn(text: string): (phrase: string) => boolean {
  const connection = new Database(':memory:');
  connection.exec(
    `CREATE VIRTUAL TABLE texts USING fts5(body, tokenize = "porter unicode61 remove_diacritics 2")`,
  );
  connection.prepare('INSERT INTO texts (body) VALUES (?)').run(spreadScripts(text));
  const find = connection.prepare('SELECT count(*) FROM texts WHERE texts MATCH ?').pluck();
  return (phrase) => find.get(`"${spreadScripts(phrase)}"`) === 1;
}

describe('scripts written without spaces', () => {
  it('Japanese is found by any part of it, in order', () => {
    const finds = findIn('今日は東京タワーへ');
    expect(['東京', '京', '今日は', 'タワー', '東京タワー', 'へ'].map(finds)).toEqual(Array(6).fill(true));
    expect(['京東', '大阪', '東タ'].map(finds)).toEqual([false, false, false]);
  });

  it('Thai, Khmer, Lao, Burmese and Korean too', () => {
    expect(findIn('ฉันไปกรุงเทพมหานคร')('กรุงเทพ')).toBe(true);
    expect(findIn('ខ្ញុំទៅភ្នំពេញ')('ភ្នំពេញ')).toBe(true);
    expect(findIn('ຂ້ອຍໄປວຽງຈັນ')('ວຽງຈັນ')).toBe(true);
    expect(findIn('ရန်ကုန်မြို့')('ကုန်')).toBe(true);
    expect(findIn('서울에서 부산까지')('부산')).toBe(true);
  });

  it('neighbours of other scripts stay words', () => {
    const finds = findIn('東京tower𠮷野家2024');
    expect(['tower', '京tower', '𠮷野家', '2024'].map(finds)).toEqual([true, true, true, true]);
    expect(finds('towe')).toBe(false);
  });

  it('kana and Hangul in pieces are as one', () => {
    expect(findIn('が서울'.normalize('NFD'))('が')).toBe(true);
    expect(findIn('が서울')('서울'.normalize('NFD'))).toBe(true);
  });

  it('leaves other text alone, but for what it uses itself', () => {
    expect(spreadScripts('Grüße, Жизнь, שלום 👋')).toBe('Grüße, Жизнь, שלום 👋');
    expect(spreadScripts('a\u200Bb\0c')).toBe('abc');
  });

  it('can be taken back, for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(unspread(spreadScripts(text))).toBe(
          text.replaceAll('\u200B', '').replaceAll('\0', '').normalize('NFC'),
        );
      }),
    );
  });
});
