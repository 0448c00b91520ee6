import { unlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IngestHarness } from '../../tests/support/ingest-harness.ts';
import { listedClip } from '../../src-preload/contract/commands/library.ts';
import { listClips, streamClips } from './listing.ts';

let harness: IngestHarness;

beforeEach(async () => {
  harness = await IngestHarness.open();
});
afterEach(() => harness.close());

const list = (limit: number | null = null, offset = 0) =>
  listClips({ limit, offset }, { connection: harness.connection, libraryPath: '/library.rushes' });

function addArtifact(clipId: string, name: string, data: unknown): void {
  const run = `run of ${name} ${clipId}`;
  harness.connection
    .prepare(`INSERT INTO runs VALUES (?, ?, ?, 1, 'key', 'done', 0, 1, '{}', '')`)
    .run(run, clipId, name);
  harness.connection
    .prepare(`INSERT INTO artifacts VALUES (?, ?, ?, ?, ?, 0)`)
    .run(clipId, name, name, run, JSON.stringify(data));
}

function addJob(clipId: string, stage: string, state: string): void {
  harness.connection
    .prepare(
      `INSERT INTO jobs (clip_id, stage, sequence, queue, tier, state, ready, run_key) VALUES (?, ?, 1, 'io', 1, ?, 0, '')`,
    )
    .run(clipId, stage, state);
}

describe('listClips', () => {
  it('tells of each clip what is known, in the order of adding', async () => {
    harness.write('b.mp4', 'first');
    await harness.ingest();
    harness.write('a.mp4', 'second');
    harness.write('copy.mp4', 'first');
    const ids = new Set((await harness.ingest()).entries.map(({ clipId }) => clipId ?? ''));
    const [first] = list().clips;
    expect(first?.name).toBe('b.mp4');
    const id = first?.id ?? '';
    const video = {
      codec: 'h264',
      displayWidth: 1080,
      displayHeight: 1920,
      framesPerSecond: 25,
      hdr: { format: null },
    };
    addArtifact(id, 'probe', { containerName: 'MP4', durationSec: 5, video });
    addArtifact(id, 'probe-detail', { durationSec: 5.5, hdr: { format: 'HLG' } });
    const { clips, total } = list();
    expect(total).toBe(2);
    expect(clips.map((clip) => listedClip.parse(clip))).toEqual(clips);
    expect(clips[0]).toEqual({
      ...{ id, name: 'b.mp4', path: harness.path('b.mp4'), fileCount: 2, sizeBytes: 5, durationSec: 5.5 },
      ...{
        width: 1080,
        height: 1920,
        framesPerSecond: 25,
        codec: 'h264',
        containerName: 'MP4',
        hdrFormat: 'HLG',
      },
      ...{ added: first?.added, state: 'ready' },
    });
    expect(clips[1]).toMatchObject({
      name: 'a.mp4',
      fileCount: 1,
      durationSec: null,
      codec: null,
      hdrFormat: null,
    });
    expect(new Set(clips.map((clip) => clip.id))).toEqual(ids);
    unlinkSync(harness.path('b.mp4'));
    await harness.ingest();
    expect(list().clips[0]).toMatchObject({ path: harness.path('copy.mp4'), fileCount: 2 });
  });

  it('says how each clip stands, the worst first', async () => {
    harness.write('a.mp4', 'content');
    const clipId = (await harness.ingest()).entries[0]?.clipId ?? '';
    const state = () => list().clips[0]?.state;
    expect(state()).toBe('ready');
    for (const [stage, jobState, expected] of [
      ['one', 'done', 'ready'],
      ['two', 'blocked', 'blocked'],
      ['three', 'waiting', 'working'],
      ['four', 'failed', 'failed'],
    ] as const) {
      addJob(clipId, stage, jobState);
      expect(state()).toBe(expected);
    }
    unlinkSync(harness.path('a.mp4'));
    await harness.ingest();
    expect(state()).toBe('missing');
    harness.connection.prepare('UPDATE clips SET quarantined_ms = 1').run();
    expect(state()).toBe('quarantined');
  });

  it('goes through many clips in pages, from anywhere, without a gap', async () => {
    for (let index = 0; index < 2100; index += 1) harness.write(`${String(index)}.mp4`, String(index));
    await harness.ingest();
    const all = list().clips.map(({ id }) => id);
    expect(new Set(all).size).toBe(2100);
    expect(list(5, 998).clips.map(({ id }) => id)).toEqual(all.slice(998, 1003));
    expect(list(null, 2095).clips).toHaveLength(5);
    expect(list(3, 5000).clips).toEqual([]);
    const streamed: string[] = [];
    for (const { id } of streamClips(harness.connection, { limit: null, offset: 0 })) {
      streamed.push(id);
      if (streamed.length === 2) break;
    }
    expect(streamed).toEqual(all.slice(0, 2));
  });
});
