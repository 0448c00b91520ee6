import { beforeAll, describe, expect, it } from 'vitest';
import { filledLibrary, filledNowMs, type FilledLibrary } from '../../tests/support/library-database.ts';
import { listFailures, readFailures } from './failures.ts';
import { retryFailures } from './retry-failures.ts';

let library: FilledLibrary;

beforeAll(async () => {
  library = await filledLibrary();
  library.addFile(null, '/in/empty.mp4', { failed: 'file-empty' });
  library.addClip('A');
  library.addFile('A', '/in/a.mp4');
  library.addJob('A', 'probe', 'done');
  library.addJob('A', 'proxy', 'failed', { tier: 3, error: 'tool-failed', finishedMs: filledNowMs });
  library.addJob('A', 'poster', 'failed', { tier: 1, error: 'timeout' });
  library.addJob('A', 'exif', 'waiting', { error: 'io-error', retryAtMs: filledNowMs + 1000 });
  library.addClip('Q', { quarantinedMs: filledNowMs });
  library.addFile('Q', '/in/q.mp4');
  library.addJob('Q', 'scenes', 'blocked', { blockedBy: 'quarantined' });
});

describe('listFailures', () => {
  it('gives files that did not become clips, then stages by clip and tier, then clips that are set aside', () => {
    const failures = listFailures(library.connection, null);
    expect(failures.map(({ path, stage, state, error }) => [path, stage, state, error.code])).toEqual([
      ['/in/empty.mp4', null, 'final', 'file-empty'],
      ['/in/a.mp4', 'poster', 'final', 'timeout'],
      ['/in/a.mp4', 'exif', 'retrying', 'io-error'],
      ['/in/a.mp4', 'proxy', 'final', 'tool-failed'],
      ['/in/q.mp4', null, 'quarantined', 'quarantined'],
    ]);
    expect(failures[3]?.failedAt).toBe('2026-11-20T12:00:00.000Z');
  });

  it('gives those of one clip alone', () => {
    const { failures } = readFailures({ clip: 'Q', relativeTo: null }, library.view);
    expect(failures.map(({ clipId }) => clipId)).toEqual(['Q']);
  });
});

describe('retryFailures', () => {
  const retry = async (clip: string | null) => {
    const asked: unknown[] = [];
    const outcome = await retryFailures(
      { clip, relativeTo: null },
      {
        ...library.view,
        ingest: ({ paths }) => {
          asked.push(paths);
          return Promise.resolve({ entries: [], found: 0, unreadableFolders: [] });
        },
        pipeline: {
          retryFailed: (clipId) => {
            asked.push(clipId);
            return { clipIds: ['A'], stages: 2 };
          },
          whenSettled: (ids) => {
            asked.push(ids);
            return Promise.resolve();
          },
        },
      },
      new AbortController().signal,
    );
    return { asked, outcome };
  };

  it('looks at the files again, tries stages, and waits for what an earlier retry left open', async () => {
    const { asked, outcome } = await retry(null);
    expect(asked).toEqual([['/in/empty.mp4', '/in/a.mp4', '/in/q.mp4'], null, ['A']]);
    expect(outcome).toMatchObject({ retriedStages: 2, retriedFiles: 1 });
  });

  it('tries one clip, or one file that did not become one', async () => {
    expect((await retry('A')).asked).toEqual([['/in/a.mp4'], 'A', ['A']]);
    expect((await retry('/in/empty.mp4')).asked).toEqual([['/in/empty.mp4'], []]);
  });
});
