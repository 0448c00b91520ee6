import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tempDir } from './support/temp-dir.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('npm run package', () => {
  it("ends with code 1 and one message where Electron's program can not be had", async () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['build/rushes-run.mjs', 'package'], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        ELECTRON_MIRROR: 'http://127.0.0.1:9/',
        ELECTRON_OVERRIDE_DIST_PATH: await tempDir(),
        electron_config_cache: await tempDir(),
      },
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain("Electron's program can't be had");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
