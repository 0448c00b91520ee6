import { describe, expect, it, vi } from 'vitest';
import type { Reply } from '../../../src-preload/contract/command.ts';
import type { LiveMessage, ScanState } from '../../../src-preload/contract/live.ts';
import { runApplication } from '../../../tests/support/electron-stand-in/run-application.ts';
import type { WorkSignals } from './work-meter.ts';
import { workSignaller } from './work-signals.ts';
import { watchWork } from './work-watch.ts';

const jobs = { waiting: 0, running: 0, done: 0, skipped: 0, failed: 0, blocked: 0 };

function scan(state: ScanState['state']): LiveMessage {
  const counts = { found: 0, new: 0, unchanged: 0, failed: 0 };
  return { kind: 'scan', scan: { scan: 's1', state, paths: [], ...counts, error: null, unreadable: [] } };
}

function engineEvent(state: 'paused' | 'resumed'): LiveMessage {
  return { kind: 'events', events: [{ sequence: 1, atMs: 1, type: 'engine-changed', data: { state } }] };
}

function watched() {
  let counts = jobs;
  let asked = 0;
  const listeners = new Set<(message: LiveMessage) => void>();
  const told: WorkSignals[] = [];
  const stop = watchWork({
    service: {
      call: (): Promise<Reply<unknown>> => {
        asked += 1;
        return Promise.resolve({ ok: true, data: { jobs: counts } });
      },
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    tell: (signals) => told.push(signals),
    everyMs: 5,
  });
  return {
    told,
    stop,
    asked: () => asked,
    set: (change: Partial<typeof jobs>) => (counts = { ...counts, ...change }),
    say: (message: LiveMessage) => {
      for (const listener of listeners) listener(message);
    },
    last: () => told.at(-1),
  };
}

describe('the watch over the work', () => {
  it('asks once at the start, and then only when something happens', async () => {
    const watch = watched();
    await vi.waitUntil(() => watch.told.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(watch.asked()).toBe(1);
    watch.say({ kind: 'progress', progress: [] });
    await vi.waitUntil(() => watch.asked() === 2);
    watch.stop();
  });

  it('follows the work to its end', async () => {
    const watch = watched();
    await vi.waitUntil(() => watch.told.length === 1);
    watch.set({ waiting: 3, running: 1 });
    watch.say(scan('looking'));
    await vi.waitUntil(() => watch.last()?.sleep === 'prevented');
    watch.set({ waiting: 0, running: 0, done: 3, failed: 1 });
    watch.say(scan('finished'));
    await vi.waitUntil(() => watch.told.some(({ finished }) => finished !== null));
    expect(watch.told.flatMap(({ finished }) => (finished === null ? [] : [finished]))).toEqual([
      { jobs: 4, failed: 1 },
    ]);
    expect(watch.last()).toMatchObject({ progress: 'none', sleep: 'allowed' });
    watch.stop();
  });

  it('knows when the queue is paused', async () => {
    const watch = watched();
    watch.set({ waiting: 3 });
    watch.say(engineEvent('paused'));
    await vi.waitUntil(() => typeof watch.last()?.progress === 'object');
    expect(watch.last()).toMatchObject({ progress: { state: 'paused' }, sleep: 'allowed' });
    watch.say(engineEvent('resumed'));
    await vi.waitUntil(() => watch.last()?.sleep === 'prevented');
    watch.stop();
  });

  it('lets go of everything when the engine dies, and at the end', async () => {
    const watch = watched();
    watch.set({ waiting: 3, running: 1 });
    await vi.waitUntil(() => watch.last()?.sleep === 'prevented');
    watch.say({ kind: 'engine', engine: { state: 'stopped', library: '/l' } });
    expect(watch.last()).toEqual({ progress: 'none', sleep: 'allowed', finished: null });
    await vi.waitUntil(() => watch.last()?.sleep === 'prevented');
    watch.stop();
    expect(watch.last()?.sleep).toBe('allowed');
  });
});

describe('what the desktop is told', () => {
  const finished = { jobs: 4, failed: 1 };
  const working = { progress: { share: 0.5, state: 'running' }, sleep: 'prevented', finished: null } as const;
  const ended = { progress: 'none', sleep: 'allowed', finished } as const;

  function desktop(focus: 'focused' | 'elsewhere' | 'no-window') {
    const bars: [number, string | undefined][] = [];
    const blocks: string[] = [];
    const notified: unknown[] = [];
    const window = {
      isFocused: () => focus === 'focused',
      setProgressBar: (value: number, options?: { mode?: string }) => bars.push([value, options?.mode]),
    };
    const tell = workSignaller({
      powerSaveBlocker: {
        start: (type) => blocks.push(`start ${type}`),
        stop: (id) => blocks.push(`stop ${id}`) > 0,
      },
      window: () => (focus === 'no-window' ? null : window),
      notify: (what) => notified.push(what),
    });
    return { bars, blocks, notified, tell };
  }

  it('is a bar, which goes when the work ends', () => {
    const { bars, tell } = desktop('focused');
    tell({ ...working, progress: 'unknown' });
    tell(working);
    tell({ ...working, progress: { share: 0.5, state: 'paused' } });
    tell(ended);
    expect(bars).toEqual([
      [2, 'indeterminate'],
      [0.5, 'normal'],
      [0.5, 'paused'],
      [-1, undefined],
    ]);
  });

  it('is to stay awake, once, and to be free again, once', () => {
    const { blocks, tell } = desktop('focused');
    for (const signals of [working, working, ended, ended, working]) tell(signals);
    expect(blocks).toEqual(['start prevent-app-suspension', 'stop 1', 'start prevent-app-suspension']);
  });

  it('is a notification at the end, unless the person looks at the window', () => {
    for (const [focus, notifications] of [
      ['focused', []],
      ['elsewhere', [finished]],
      ['no-window', [finished]],
    ] as const) {
      const { notified, tell } = desktop(focus);
      tell(working);
      tell(ended);
      expect(notified).toEqual(notifications);
    }
  });

  it('reaches the system: no sleep while work is open', async () => {
    const { standIn } = await runApplication({
      script: {
        answers: { 'library.status': () => ({ ok: true, data: { jobs: { ...jobs, waiting: 2, done: 2 } } }) },
      },
    });
    await vi.waitUntil(() => standIn.blockers.size === 1, { timeout: 5_000 });
    expect([...standIn.blockers.values()]).toEqual(['prevent-app-suspension']);
    expect(standIn.window.progress.at(-1)).toEqual({ value: 0, mode: 'normal' });
    standIn.app.quit();
    await vi.waitUntil(() => standIn.app.ended !== null);
    expect(standIn.blockers.size).toBe(0);
  });
});
