import { describe, expect, it } from 'vitest';
import { filledLibrary } from '../../tests/support/library-database.ts';
import { createRegistry, loadStages } from '../pipeline/registry.ts';
import { readProgress } from './card-progress.ts';

describe('readProgress', () => {
  it('tells what runs, what comes next, and why it does not go on', async () => {
    const library = await filledLibrary();
    const { connection } = library;
    const registry = createRegistry(await loadStages());
    for (const id of ['busy', 'offline', 'failed', 'idle']) library.addClip(id);
    library.addJob('busy', 'probe', 'done', { tier: 1 });
    library.addJob('busy', 'poster', 'running', { tier: 1, progress: 0.25 });
    library.addJob('busy', 'scenes', 'waiting', { tier: 2 });
    library.addJob('busy', 'exif', 'waiting', { tier: 2 });
    library.addJob('busy', 'of-another-version', 'skipped', { tier: 3 });
    connection.exec(`UPDATE jobs SET ready = 1 WHERE clip_id = 'busy' AND stage = 'scenes'`);
    library.addJob('offline', 'probe', 'blocked', { blockedBy: 'offline' });
    library.addJob('failed', 'probe', 'failed');
    library.addJob('failed', 'poster', 'blocked', { blockedBy: 'probe' });
    const clipIds = ['offline', 'unknown', 'busy', 'failed', 'idle', 'busy'];
    const poster = registry.get('poster').title;
    const counts = (settled: number, total: number, failed: number) => ({ settled, total, failed });
    expect(readProgress({ clipIds }, { connection, registry }).clips).toEqual([
      { clipId: 'offline', ...counts(0, 1, 0), running: [], next: null, blockedBy: 'offline' },
      {
        clipId: 'busy',
        ...counts(2, 5, 0),
        running: [{ stage: 'poster', title: poster, fraction: 0.25 }],
        next: { stage: 'scenes', title: registry.get('scenes').title },
        blockedBy: null,
      },
      { clipId: 'failed', ...counts(1, 2, 1), running: [], next: null, blockedBy: 'probe' },
      { clipId: 'idle', ...counts(0, 0, 0), running: [], next: null, blockedBy: null },
    ]);
  });
});
