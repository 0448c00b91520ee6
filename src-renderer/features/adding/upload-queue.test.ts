import { describe, expect, it } from 'vitest';
import type { UploadOptions } from '../../api/client.ts';
import { createUploadQueue, type UploadItem } from './upload-queue.ts';

const files = (...names: string[]) => names.map((name) => new File([], name));

/** Uploads that end when the test says so. */
function harness() {
  const started: { name: string; options: UploadOptions; end: (error?: Error) => void }[] = [];
  const failures: unknown[] = [];
  let items: readonly UploadItem[] = [];
  let end: (sent: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const queue = createUploadQueue({
    upload: (file, options) =>
      new Promise((resolve, reject) => {
        const finish = (error?: Error): void => {
          if (error === undefined) resolve();
          else reject(error);
        };
        options.signal.addEventListener('abort', () => {
          finish(new Error('aborted'));
        });
        started.push({ name: file.name, options, end: finish });
      }),
    onChange: (changed) => {
      items = changed;
    },
    onFailure: (thrown) => failures.push(thrown),
    onEnd: end,
  });
  return { queue, started, failures, ended, items: () => items };
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the upload queue', () => {
  it('sends one at a time, and goes on after a failure', async () => {
    const { queue, started, failures, ended, items } = harness();
    queue.add(files('a', 'b', 'c'));
    expect(started.map(({ name }) => name)).toEqual(['a']);
    started[0]?.options.onProgress(0.5);
    expect(items().map(({ fraction }) => fraction)).toEqual([0.5, 0, 0]);
    started[0]?.end(new Error('no room'));
    await tick();
    started[1]?.end();
    await tick();
    started[2]?.end();
    expect(await ended).toBe(2);
    expect(failures).toEqual([new Error('no room')]);
    expect(items()).toEqual([]);
  });

  it('stops what is being sent, and forgets what waits', async () => {
    const { queue, started, ended, items } = harness();
    queue.add(files('a', 'b', 'c'));
    queue.cancel(2);
    expect(items().map(({ name }) => name)).toEqual(['a', 'c']);
    queue.cancel(1);
    await tick();
    expect(started.map(({ name }) => name)).toEqual(['a', 'c']);
    started[1]?.end();
    expect(await ended).toBe(1);
  });
});
