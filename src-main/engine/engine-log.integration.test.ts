import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../../tests/support/temp-dir.ts';
import { createLog } from '../platform/log.ts';
import { openEngine } from './engine.ts';

const nested = (depth: number): string => join(...Array.from({ length: depth }, () => 'd'.repeat(200)));

describe.skipIf(process.platform !== 'linux')('the log of an engine', () => {
  it('is told what an ingest stepped over', async () => {
    const folder = await tempDir();
    const footage = join(folder, 'footage');
    // Longer together than a path may be: it can be moved there and away, but not read.
    const [near, far] = [join(footage, nested(15)), join(folder, 'far')];
    mkdirSync(near, { recursive: true });
    mkdirSync(join(far, nested(15)), { recursive: true });
    renameSync(far, join(near, 'far'));
    const lines: string[] = [];
    const log = createLog({ level: 'warn', write: (line) => void lines.push(line) });
    const libraryPath = join(folder, 'l.rushes');
    const engine = await openEngine({ libraryPath, command: 'test', workers: 1, log });
    try {
      const request = { paths: [footage], profile: 'default', pattern: null, recursive: true, dryRun: false };
      await engine.ingest(request, AbortSignal.timeout(30_000), () => undefined);
    } finally {
      await engine.close();
      renameSync(join(near, 'far'), far);
    }
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(' warn a folder could not be read {"path":"');
    expect(lines[0]).toContain('"code":"file-missing"');
  });
});
