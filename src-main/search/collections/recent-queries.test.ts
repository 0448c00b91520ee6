import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CardLibrary } from '../../../tests/support/card-library.ts';
import { HandClock } from '../../../tests/support/hand-clock.ts';
import { forgetQueries, listRecentQueries, rememberQuery } from './recent-queries.ts';

let library: CardLibrary;
let clock: HandClock;
beforeAll(async () => {
  library = await CardLibrary.open();
});
beforeEach(() => {
  library.connection.exec('DELETE FROM recent_queries');
  clock = new HandClock();
});

const ask = (query: string, mode: 'hybrid' | 'text' = 'hybrid'): string => {
  const { connection, eventLog } = library;
  return rememberQuery({ query, mode }, { connection, eventLog, clock }).kept;
};
const recent = (limit = 50): string[] =>
  listRecentQueries({ limit }, library).queries.map(({ query, mode }) => `${query} (${mode})`);

describe('recent queries', () => {
  it('are the newest first, each once, as it was asked last', () => {
    for (const query of ['sea', 'dog', ' sea\u00a0 ']) {
      ask(query);
      clock.pass(1000);
    }
    ask('dog', 'text');
    expect(recent()).toEqual(['dog (text)', 'sea (hybrid)']);
    expect(recent(1)).toEqual(['dog (text)']);
  });

  it('are in order though no time passed, or the clock was set back', () => {
    ask('first');
    ask('second');
    clock = new HandClock();
    ask('third');
    expect(recent()).toEqual(['third (hybrid)', 'second (hybrid)', 'first (hybrid)']);
  });

  it('are fifty at most', () => {
    for (let number = 1; number <= 60; number += 1) ask(`query ${String(number)}`);
    expect(recent()).toHaveLength(50);
    expect([recent()[0], recent()[49]]).toEqual(['query 60 (hybrid)', 'query 11 (hybrid)']);
  });

  it('leave out what is empty or endless, and keep what is odd', () => {
    expect([' \n', 'x'.repeat(501)].map((query) => ask(query))).toEqual(['no', 'no']);
    const odd = `"'; DROP TABLE recent_queries; -- \u0000 🎬`;
    expect(ask(odd)).toBe('yes');
    expect(recent()).toEqual([`${odd} (hybrid)`]);
  });

  it('are forgotten, one or all', () => {
    for (const query of ['a', 'b', 'c']) ask(query);
    expect(forgetQueries({ query: ' b ' }, library)).toEqual({ forgotten: 1 });
    expect(recent()).toEqual(['c (hybrid)', 'a (hybrid)']);
    expect(forgetQueries({ query: null }, library)).toEqual({ forgotten: 2 });
    expect(recent()).toEqual([]);
  });
});
