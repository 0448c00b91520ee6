import { describe, expect, it } from 'vitest';
import { TaskLine } from './task-line.ts';

describe('TaskLine', () => {
  it('runs one after the other and holds back whoever adds too many', async () => {
    const line = new TaskLine(2);
    const gates = Array.from({ length: 4 }, () => Promise.withResolvers<undefined>());
    const log: string[] = [];
    const add = (at: number) =>
      line.add(async () => {
        log.push(`begin ${at}`);
        await gates[at]?.promise;
        log.push(`end ${at}`);
      });
    expect(add(0)).toBeUndefined();
    expect(add(1)).toBeUndefined();
    const wait = add(2);
    expect(wait).toBeInstanceOf(Promise);
    gates[0]?.resolve(undefined);
    await wait;
    expect(log.slice(0, 2)).toEqual(['begin 0', 'end 0']);
    for (const gate of gates) gate.resolve(undefined);
    await line.end();
    expect(log).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2']);
    expect(add(3)).toBeUndefined();
    await line.end();
  });

  it('runs nothing more after a failure, and tells it', async () => {
    const line = new TaskLine(1);
    let later = 'not run';
    void line.add(() => Promise.reject(new Error('broken')));
    const wait = line.add(() => {
      later = 'run';
      return Promise.resolve();
    });
    await expect(wait).rejects.toThrow('broken');
    await expect(line.end()).rejects.toThrow('broken');
    expect(later).toBe('not run');
  });
});
