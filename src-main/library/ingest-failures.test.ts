/** Files that cannot be taken in: each fails by itself, with a reason, while the others go on. */
import { appendFileSync, chmodSync, mkdirSync, symlinkSync, truncateSync, unlinkSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { IngestHarness, restlessClock } from '../../tests/support/ingest-harness.ts';
import type { IngestResult } from './ingest-types.ts';

let harness: IngestHarness;
afterEach(() => harness.close());

const nobody = 65_534;

const outcomes = (result: IngestResult) =>
  Object.fromEntries(
    result.entries.map(({ path, state, error }) => [
      path.slice(harness.folder.length + 1),
      error?.code ?? state,
    ]),
  );

/** Runs as a user without rights; gives false where that cannot be done, so that a test may say so. */
async function asUserWithoutRights(work: () => Promise<void>): Promise<boolean> {
  if (process.getuid?.() !== 0) {
    await work();
    return true;
  }
  if (process.seteuid === undefined) return false;
  process.seteuid(nobody);
  try {
    await work();
  } finally {
    process.seteuid(0);
  }
  return true;
}

describe('a file that cannot be taken in', () => {
  it('fails with a reason that is kept and told; the others become clips', async () => {
    harness = await IngestHarness.open();
    harness.write('good.mp4', 'good');
    harness.write('empty.mp4', '');
    symlinkSync('nowhere.mp4', harness.path('dangling.mp4'));
    symlinkSync('circle.mp4', harness.path('circle.mp4'));
    const absent = harness.path('absent.mp4');
    const result = await harness.ingest({ paths: [harness.folder, absent] });
    expect(outcomes(result)).toEqual({
      'good.mp4': 'new',
      'empty.mp4': 'file-empty',
      'dangling.mp4': 'file-missing',
      'circle.mp4': 'file-missing',
      'absent.mp4': 'file-missing',
    });
    expect(result.found).toBe(5);
    expect(harness.files()).toEqual({
      'good.mp4': { clipId: expect.any(String) as string, state: 'present' },
      'empty.mp4': { clipId: null, state: 'failed' },
    });
    expect(harness.events.filter(({ type }) => type === 'file-failed').map(({ data }) => data)).toMatchObject(
      [{ path: harness.path('empty.mp4'), error: { code: 'file-empty' } }],
    );
    expect(harness.pipeline.clipIds).toHaveLength(1);
  });

  it('stays failed without work until it changes, is named, or is gone', async () => {
    harness = await IngestHarness.open();
    const file = harness.write('empty.mp4', '');
    await harness.ingest();
    expect(outcomes(await harness.ingest())).toEqual({ 'empty.mp4': 'file-empty' });
    expect(harness.events.map(({ type }) => type)).toEqual(['scan-finished']);
    await harness.ingest({ paths: [file] });
    expect(harness.events.map(({ type }) => type)).toEqual(['file-failed']);
    harness.write('empty.mp4', 'no more');
    expect(outcomes(await harness.ingest())).toEqual({ 'empty.mp4': 'new' });
    truncateSync(file, 0);
    expect(outcomes(await harness.ingest())).toEqual({ 'empty.mp4': 'file-empty' });
    expect(harness.files()['empty.mp4']).toEqual({ clipId: null, state: 'failed' });
    unlinkSync(file);
    expect((await harness.ingest()).missing).toBe(1);
    expect(harness.files()['empty.mp4']?.state).toBe('missing');
  });

  it('may be no file at all', async () => {
    harness = await IngestHarness.open();
    const result = await harness.ingest({ paths: ['/dev/null'] });
    expect(result.entries).toMatchObject([{ state: 'failed', error: { code: 'media-unreadable' } }]);
    expect(harness.count('files')).toBe(0);
  });
});

describe('a file or folder without the right to read it', () => {
  it('fails, is stepped over, and heals without a change of its content', async () => {
    harness = await IngestHarness.open();
    harness.write('good.mp4', 'good');
    const secret = harness.write('secret.mp4', 'secret');
    const inLocked = harness.write('locked/inside.mp4', 'inside');
    await harness.ingest({ paths: [inLocked] });
    chmodSync(secret, 0o000);
    chmodSync(harness.path('locked'), 0o000);
    const canTell = await asUserWithoutRights(async () => {
      const result = await harness.ingest();
      expect(outcomes(result)).toEqual({ 'good.mp4': 'new', 'secret.mp4': 'permission-denied' });
      expect(result.unreadableFolders).toMatchObject([
        { path: harness.path('locked'), error: { code: 'permission-denied' } },
      ]);
      expect(result.missing).toBe(0);
      expect(harness.warnings).toHaveLength(1);
    });
    chmodSync(secret, 0o644);
    chmodSync(harness.path('locked'), 0o755);
    if (!canTell) console.log('skipped: this user may read everything and cannot become another one');
    const healed = await harness.ingest();
    expect(outcomes(healed)).toMatchObject({ 'locked/inside.mp4': 'unchanged' });
    expect(healed.entries.filter(({ state }) => state === 'failed')).toEqual([]);
  });
});

describe('a file that is being written', () => {
  /** `onWait` is told which wait for a file begins: the first is 1. */
  async function openRestless(onWait: (count: number) => void): Promise<void> {
    harness = await IngestHarness.open({ clock: restlessClock(onWait) });
  }

  it('is waited for until it stays as it is', async () => {
    await openRestless((count) => {
      if (count <= 4) appendFileSync(harness.path('growing.mp4'), 'y'.repeat(1000));
    });
    harness.write('growing.mp4', 'x'.repeat(1000));
    const result = await harness.ingest();
    expect(outcomes(result)).toEqual({ 'growing.mp4': 'new' });
    expect(harness.connection.prepare('SELECT size_bytes FROM clips').pluck().all()).toEqual([5000]);
    expect((await harness.ingest()).entries).toMatchObject([{ state: 'unchanged' }]);
  });

  it('fails for this time when it does not come to rest, and is taken the next time', async () => {
    let isWritten = true;
    await openRestless(() => {
      if (isWritten) appendFileSync(harness.path('growing.mp4'), 'y'.repeat(1000));
    });
    harness.write('growing.mp4', 'x'.repeat(1000));
    harness.write('good.mp4', 'good');
    const result = await harness.ingest();
    expect(outcomes(result)).toEqual({ 'growing.mp4': 'file-changing', 'good.mp4': 'new' });
    expect(result.entries.find(({ clipId }) => clipId === null)?.error?.retryable).toBe(true);
    isWritten = false;
    expect(outcomes(await harness.ingest())).toEqual({ 'growing.mp4': 'new', 'good.mp4': 'unchanged' });
  });

  it('fails when it vanishes meanwhile', async () => {
    await openRestless((count) => {
      if (count === 1) unlinkSync(harness.path('fleeting.mp4'));
    });
    harness.write('fleeting.mp4', 'content');
    harness.write('good.mp4', 'good');
    expect(outcomes(await harness.ingest())).toEqual({ 'fleeting.mp4': 'file-missing', 'good.mp4': 'new' });
    expect(harness.count('clips')).toBe(1);
    expect((await harness.ingest()).entries).toHaveLength(1);
    expect(harness.files()['fleeting.mp4']?.state).toBe('missing');
  });

  it('may begin empty', async () => {
    await openRestless((count) => {
      if (count === 1) harness.write('begun.mp4', 'content');
    });
    harness.write('begun.mp4', '');
    expect(outcomes(await harness.ingest())).toEqual({ 'begun.mp4': 'new' });
  });

  it('is noticed while its whole content is read', async () => {
    harness = await IngestHarness.open();
    const content = Buffer.alloc(1_000_000, 1);
    harness.write('a.mp4', content);
    await harness.ingest();
    const file = harness.write('b.mp4', content);
    const { hasher } = harness;
    const hash = hasher.hash.bind(hasher);
    hasher.hash = async (path, signal) => {
      const sha256 = await hash(path, signal);
      if (path === file) appendFileSync(file, 'more');
      return sha256;
    };
    expect(outcomes(await harness.ingest())).toEqual({ 'a.mp4': 'unchanged', 'b.mp4': 'file-changing' });
  });
});

describe('a library folder in the way', () => {
  it('is not entered', async () => {
    harness = await IngestHarness.open();
    mkdirSync(harness.path('mine.rushes'));
    harness.write('mine.rushes/proxy.mp4', 'proxy');
    harness.write('.hidden/x.mp4', 'x');
    expect((await harness.ingest()).entries).toEqual([]);
  });
});
