import { describe, expect, it } from 'vitest';
import { commands } from '../../src-preload/contract/commands.ts';
import { EventLog } from '../db/event-log.ts';
import { filledLibrary, filledNowMs } from '../../tests/support/library-database.ts';
import { madeProbe } from '../../tests/support/made-probe.ts';
import { readStatus } from './status.ts';

async function workingLibrary(hasWriter: boolean) {
  const library = await filledLibrary({ hasWriter });
  for (const id of ['A', 'B']) {
    library.addClip(id);
    library.addFile(id, `/in/${id}.mp4`);
    library.addArtifact(id, 'probe', madeProbe({ durationSec: 60 }));
  }
  library.addFile(null, '/in/none.mp4', { failed: 'file-empty' });
  library.addJob('A', 'probe', 'done', { queue: 'io' });
  library.addJob('A', 'scenes', 'done');
  library.addJob('A', 'proxy', 'skipped', { queue: 'proxy' });
  library.addJob('B', 'probe', 'done', { queue: 'io' });
  library.addJob('B', 'scenes', 'running', { startedMs: filledNowMs - 30_000, progress: 0.25 });
  library.addJob('B', 'proxy', 'failed', { queue: 'proxy', error: 'tool-failed' });
  library.addRun('A', 'scenes', { startedMs: filledNowMs - 40_000, finishedMs: filledNowMs - 20_000 });
  return library;
}

describe('readStatus', () => {
  it('counts clips, files and jobs, and names what runs', async () => {
    const { view } = await workingLibrary(true);
    const status = readStatus(view);
    expect(commands['library.status'].response.parse(status)).toEqual(status);
    expect(status).toMatchObject({
      work: 'running',
      clips: 2,
      openClips: 1,
      files: { present: 2, missing: 0, failed: 1 },
      jobs: { waiting: 0, running: 1, done: 3, skipped: 1, failed: 1, blocked: 0 },
    });
    expect(status.queues.find(({ queue }) => queue === 'proxy')).toEqual({
      queue: 'proxy',
      waiting: 0,
      running: 0,
      done: 0,
      failed: 1,
    });
    expect(status.running).toEqual([
      {
        clipId: 'B',
        name: 'B.mp4',
        stage: 'scenes',
        queue: 'cpu',
        runningSec: 30,
        progress: 0.25,
        stalled: null,
      },
    ]);
  });

  it('tells speed and time left from the runs of the last minutes', async () => {
    const status = readStatus((await workingLibrary(true)).view);
    // One of three stages of a clip of 60 s, in the 40 s since that run began.
    expect(status.speed).toBeCloseTo(60 / 3 / 40);
    // The other clip's open stage at the pace of the first.
    expect(status.timeLeftSec).toBeCloseTo(20);
  });

  it.each([
    [[], 'running'],
    [['started'], 'running'],
    [['started', 'paused'], 'paused'],
    [['started', 'paused', 'resumed'], 'running'],
    [['started', 'paused', 'stopping', 'started'], 'running'],
  ] as const)(
    'after the events %j says that the work is %s, and off without a writer',
    async (said, work) => {
      for (const hasWriter of [true, false]) {
        const { view, connection } = await filledLibrary({ hasWriter });
        const eventLog = new EventLog(connection, view.clock);
        for (const state of said) {
          eventLog.transaction(() => {
            eventLog.add('engine-changed', { state });
            eventLog.add('scan-finished', { path: '/in', found: 0, missing: 0 });
          });
        }
        expect(readStatus(view).work).toBe(hasWriter ? work : 'off');
      }
    },
  );

  it('says that nobody works, and what was interrupted', async () => {
    const status = readStatus((await workingLibrary(false)).view);
    expect(status).toMatchObject({ holder: null, work: 'off', speed: null, timeLeftSec: null });
    expect(status.running[0]?.stalled).toBe('interrupted');
  });
});
