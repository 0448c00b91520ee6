import { describe, expect, it } from 'vitest';
import { KeyedTurns, Limiter } from './limiter.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('Limiter', () => {
  it('never lets more in than it may, in order, and makes room when work fails', async () => {
    const limiter = new Limiter(2);
    let running = 0;
    let most = 0;
    const started: number[] = [];
    const work = async (index: number) => {
      started.push(index);
      running += 1;
      most = Math.max(most, running);
      await soon();
      running -= 1;
      if (index === 1) throw new Error('one fails');
      return index;
    };
    const results = await Promise.allSettled([0, 1, 2, 3, 4].map((index) => limiter.run(() => work(index))));
    expect(most).toBe(2);
    expect(started).toEqual([0, 1, 2, 3, 4]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('counts leaving twice once', async () => {
    const limiter = new Limiter(1);
    const leave = await limiter.enter();
    leave();
    leave();
    await limiter.enter();
    let entered = false;
    void limiter.enter().then(() => (entered = true));
    await soon();
    expect(entered).toBe(false);
  });
});

describe('KeyedTurns', () => {
  it('runs equal keys one after another, even behind a failure, and others meanwhile', async () => {
    const turns = new KeyedTurns();
    const log: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        log.push(`${name} begins`);
        await soon();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
      };
    await Promise.allSettled([
      turns.run('a', work('a1', true)),
      turns.run('a', work('a2')),
      turns.run('b', work('b1')),
      turns.run('a', work('a3')),
    ]);
    const ofA = log.filter((line) => line.startsWith('a'));
    expect(ofA).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends', 'a3 begins', 'a3 ends']);
    expect(log.indexOf('b1 begins')).toBeLessThan(log.indexOf('a1 ends'));
  });
});
