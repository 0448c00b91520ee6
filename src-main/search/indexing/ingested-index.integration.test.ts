import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeClip } from '../../../tests/support/make-clip.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { openEngine } from '../../engine/engine.ts';

const request = { profile: 'default', pattern: null, recursive: true, dryRun: false };

it('an ingested clip is in the index as each of its stages ends, and an engine that starts finds nothing to do', async () => {
  const folder = await tempDir();
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=1', '-c:v', 'libx264'];
  const path = await makeClip(folder, 'RedBoat_0042.mp4', [...source, '-metadata', 'title=Regatta']);
  const libraryPath = join(folder, 'l.rushes');
  const engine = await openEngine({ libraryPath, command: 'test', workers: 1 });
  const found = (match: string): unknown =>
    engine.connection
      .prepare('SELECT COUNT(*) FROM search_clips WHERE search_clips MATCH ?')
      .pluck()
      .get(match);
  const atEnd = new Map<string, unknown>();
  engine.eventLog.subscribe((event) => {
    if (event.type === 'job-changed' && event.data.state === 'done')
      atEnd.set(event.data.stage, found('metadata : regatta AND h264'));
    if (event.type === 'clip-added') atEnd.set('added', found('name : boat AND 0042'));
  });
  try {
    await engine.ingest({ ...request, paths: [path] }, AbortSignal.timeout(60_000), () => undefined);
    expect(atEnd.get('added')).toBe(1);
    expect(atEnd.get('probe')).toBe(1);
    expect(engine.connection.prepare('SELECT * FROM search_stale').all()).toEqual([]);
    expect(await engine.searchIndexer.reindex(new AbortController().signal)).toMatchObject({ clips: 1 });
    expect(found('boat')).toBe(1);
  } finally {
    await engine.close();
  }
}, 90_000);
