import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src-preload/contract/errors.ts';
import { filledLibrary, type FilledLibrary } from '../../tests/support/library-database.ts';
import { cacheTotals } from '../db/repositories/ingest-outcome.repository.ts';
import { ingestAndReport, reportClips } from './ingest-report.ts';

const request = { paths: ['/a'], profile: 'default' as const, recursive: true, pattern: null };
const { signal } = new AbortController();
const entry = (path: string, clipId: string | null) => ({ path, clipId, state: 'new' as const, error: null });

describe('reportClips', () => {
  const unreadable = new AppError('media-unreadable', { file: '/a' }).serialize();

  it('calls a clip failed when a stage of it failed, by the first error in the order of tiers', () => {
    const later = new AppError('tool-failed').serialize();
    const clips = reportClips({ entries: [entry('/a', 'A'), entry('/b', 'B')], unreadableFolders: [] }, [
      { clipId: 'A', stage: 'poster', state: 'blocked', error: null, blockedBy: 'probe' },
      { clipId: 'A', stage: 'probe', state: 'failed', error: unreadable, blockedBy: null },
      { clipId: 'A', stage: 'exif', state: 'failed', error: later, blockedBy: null },
    ]);
    expect(clips).toEqual([
      { id: 'A', path: '/a', state: 'failed', error: unreadable },
      { id: 'B', path: '/b', state: 'new' },
    ]);
  });

  it('says why a clip is held back that no stage has failed on', () => {
    const job = { stage: 'scenes', state: 'blocked' as const, error: null };
    const clips = reportClips({ entries: [entry('/q', 'Q'), entry('/o', 'O')], unreadableFolders: [] }, [
      { clipId: 'Q', ...job, blockedBy: 'quarantined' },
      { clipId: 'O', ...job, blockedBy: 'offline' },
    ]);
    expect(clips.map(({ error }) => error?.code)).toEqual(['quarantined', 'file-missing']);
  });

  it('lists folders that could not be read among the failures', () => {
    const error = new AppError('permission-denied', { file: '/locked' }).serialize();
    const clips = reportClips({ entries: [], unreadableFolders: [{ path: '/locked', error }] }, []);
    expect(clips).toEqual([{ id: null, path: '/locked', state: 'failed', error }]);
  });
});

describe('ingestAndReport', () => {
  let library: FilledLibrary;
  beforeEach(async () => {
    library = await filledLibrary();
    library.addClip('old');
    library.addJob('old', 'probe', 'done');
    library.addJob('old', 'waveform', 'skipped');
    library.addJob('old', 'proxy', 'skipped');
    library.addRun('old', 'probe');
    library.addRun('old', 'waveform', { state: 'skipped' });
  });

  const ingestAnd = (whenSettled: () => Promise<void>) =>
    ingestAndReport(
      request,
      {
        ...library.view,
        ingest: () =>
          Promise.resolve({
            entries: [{ ...entry('/a/old.mp4', 'old'), state: 'unchanged' }, entry('/a/new.mp4', 'new')],
            found: 2,
            unreadableFolders: [],
          }),
        pipeline: { whenSettled },
      },
      signal,
    );

  it('counts runs since it began, and results that stood before: not those that no run ever gave', async () => {
    const report = await ingestAnd(() => {
      library.addClip('new');
      library.addJob('new', 'probe', 'failed', { error: 'media-unreadable' });
      library.addRun('new', 'probe', { state: 'failed' });
      return Promise.resolve();
    });
    expect(report.summary).toMatchObject({
      found: 2,
      new: 0,
      unchanged: 1,
      failed: 1,
      stagesRun: 1,
      stagesReused: 2,
    });
    expect(report.clips[1]).toMatchObject({
      id: 'new',
      state: 'failed',
      error: { code: 'media-unreadable' },
    });
  });

  it('keeps count over all ingests', async () => {
    library.addClip('new');
    await ingestAnd(() => Promise.resolve());
    await ingestAnd(() => Promise.resolve());
    expect(cacheTotals(library.connection)).toEqual({ stagesRun: 0, stagesReused: 4 });
  });

  it('passes on that it was stopped', async () => {
    const stopped = ingestAnd(() => Promise.reject(new AppError('cancelled')));
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});
