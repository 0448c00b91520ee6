import { getPriority, setPriority } from 'node:os';
import { describe, expect, it } from 'vitest';
import { startChild } from './child-process.ts';
import { giveWay } from './child-priority.ts';

/** Whoever runs the tests may give way more than that already. */
const expected = Math.max(10, getPriority());

describe('a child process', () => {
  it('gives way to work of normal priority from its start', async () => {
    const child = startChild({ file: '/bin/sh', args: ['-c', 'exec sleep 60'] });
    try {
      expect(getPriority(child.pid)).toBe(expected);
    } finally {
      child.stop();
      await child.done.catch(() => undefined);
    }
  });

  it('is not asked to give way less than it does', async () => {
    const child = startChild({ file: '/bin/sh', args: ['-c', 'exec sleep 60'] });
    try {
      setPriority(child.pid ?? 0, 15);
      giveWay(child.pid);
      expect(getPriority(child.pid)).toBe(15);
    } finally {
      child.stop();
      await child.done.catch(() => undefined);
    }
  });

  it('does not mind one that never started or is gone', async () => {
    expect(() => {
      giveWay(undefined);
      giveWay(2 ** 22 + 1);
    }).not.toThrow();
    await expect(startChild({ file: '/nowhere/ffmpeg', args: [] }).done).rejects.toMatchObject({
      reason: 'spawn',
    });
  });
});
