import { chmod, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../../tests/support/stage-harness.ts';
import { discoverTools, parseEncoders, parseFilters, parseVersion } from './tool-discovery.ts';

describe('discoverTools', () => {
  it('finds the tools of this machine and what they can do', async () => {
    const { ffmpegPath, ffprobePath, capabilities } = await discoverTools(process.env);
    expect(ffmpegPath).toMatch(/ffmpeg(\.exe)?$/);
    expect(ffprobePath).toMatch(/ffprobe(\.exe)?$/);
    expect(capabilities.ffmpegVersion).not.toBe('unknown');
    expect(capabilities.encoders.has('aac')).toBe(true);
  });

  it('takes the program that is named before the one on PATH', async () => {
    const { ffmpegPath } = await discoverTools(process.env);
    const folder = await tempDir();
    const named = join(folder, 'my ffmpeg');
    await symlink(ffmpegPath, named);
    const found = await discoverTools({ ...process.env, RUSHES_FFMPEG: named });
    expect(found.ffmpegPath).toBe(named);
  });

  it('names the tool that is missing, and where it was looked for', async () => {
    const folder = await tempDir();
    await expect(discoverTools({ PATH: folder })).rejects.toMatchObject({
      code: 'tool-missing',
      facts: { tool: 'ffmpeg' },
    });
    await expect(
      discoverTools({ ...process.env, RUSHES_FFPROBE: join(folder, 'gone') }),
    ).rejects.toMatchObject({
      code: 'tool-missing',
      facts: { tool: 'ffprobe', detail: `RUSHES_FFPROBE names no program: ${join(folder, 'gone')}` },
    });
    await expect(discoverTools({ ...process.env, RUSHES_FFMPEG: 'ffmpeg' })).rejects.toMatchObject({
      code: 'tool-missing',
    });
  });

  it.runIf(process.platform !== 'win32')('does not take a program that fails for ffmpeg', async () => {
    const broken = join(await tempDir(), 'ffmpeg');
    await writeFile(broken, '#!/bin/sh\nexit 1\n');
    await chmod(broken, 0o755);
    await expect(discoverTools({ ...process.env, RUSHES_FFMPEG: broken })).rejects.toMatchObject({
      code: 'tool-missing',
    });
  });
});

describe('what the tools print', () => {
  it('has versions of releases and of snapshots', () => {
    expect(parseVersion('ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026')).toBe('5.1.9-0+deb12u1');
    expect(parseVersion('ffprobe version N-47683-g0e8eb07980-static https://…')).toBe(
      'N-47683-g0e8eb07980-static',
    );
    expect(parseVersion('something else')).toBe('unknown');
  });

  it('has tables of encoders and filters', () => {
    const encoders =
      'Encoders:\n V..... = Video\n ------\n V....D libx264              H.264\n A..... aac     AAC\n S..... srt  SubRip\n';
    expect([...parseEncoders(encoders)]).toEqual(['libx264', 'aac', 'srt']);
    const filters =
      'Filters:\n  T.. = Timeline support\n  | = Source or sink filter\n TSC tonemap   V->V  Map.\n ... concat   N->N  Join.\n ..C zscale    V->V   Scale.\n';
    expect([...parseFilters(filters)]).toEqual(['tonemap', 'concat', 'zscale']);
  });
});
