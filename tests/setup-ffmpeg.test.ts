import { describe, expect, it } from 'vitest';
import { chooseToolSource, ffmpegRemedy, parseToolVersion } from '../build/setup/ffmpeg-version.mjs';

describe('parseToolVersion', () => {
  it.each([
    { output: 'ffmpeg version 5.1.6-0+deb12u1 Copyright (c)', version: '5.1.6-0+deb12u1', isNewEnough: true },
    { output: 'ffprobe version n7.1 Copyright (c)', version: 'n7.1', isNewEnough: true },
    { output: 'ffmpeg version 10.0 Copyright (c)', version: '10.0', isNewEnough: true },
    {
      output: 'ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright (c)',
      version: '4.4.2-0ubuntu0.22.04.1',
      isNewEnough: false,
    },
  ])('reads the release of "$output"', ({ output, version, isNewEnough }) => {
    expect(parseToolVersion(`${output}\nlibavutil      56. 70.100 / 56. 70.100`)).toEqual({
      version,
      isNewEnough,
    });
  });

  it.each([
    { libavutil: 'libavutil      56. 22.100 / 56. 22.100', isNewEnough: false },
    { libavutil: 'libavutil      57. 28.100 / 57. 28.100', isNewEnough: true },
    { libavutil: 'libavutil      60.  1.100 / 60.  1.100', isNewEnough: true },
  ])('judges a snapshot by its $libavutil', ({ libavutil, isNewEnough }) => {
    for (const version of ['N-47683-g0e8eb07980', '2024-01-01-git-1234567890']) {
      const output = `ffmpeg version ${version} Copyright (c)\nbuilt with gcc\n${libavutil}\n`;
      expect(parseToolVersion(output)).toEqual({ version, isNewEnough });
    }
  });

  it('takes a snapshot of unknown age for an old one', () => {
    expect(parseToolVersion('ffmpeg version git-2019 Copyright')).toEqual({
      version: 'git-2019',
      isNewEnough: false,
    });
  });

  it('does not take another program for ffmpeg', () => {
    expect(parseToolVersion('avconv version 12.3')).toBeNull();
    expect(parseToolVersion('')).toBeNull();
  });
});

describe('chooseToolSource', () => {
  const fresh = { version: '5.1', isNewEnough: true };
  const old = { version: '4.4', isNewEnough: false };
  const nothing = { override: null, onPath: null, hasStatic: false, mayUseApt: false };

  it.each([
    { situation: { ...nothing, override: '/opt/ffmpeg', onPath: fresh }, source: 'override' },
    { situation: { ...nothing, onPath: fresh, hasStatic: true, mayUseApt: true }, source: 'path' },
    { situation: { ...nothing, onPath: old, mayUseApt: true }, source: 'apt' },
    { situation: { ...nothing, onPath: old }, source: 'static-install' },
    { situation: { ...nothing, mayUseApt: true }, source: 'apt' },
    { situation: { ...nothing, hasStatic: true, mayUseApt: true }, source: 'static' },
    { situation: nothing, source: 'static-install' },
  ] as const)('$source for $situation', ({ situation, source }) => {
    expect(chooseToolSource(situation)).toBe(source);
  });
});

describe('ffmpegRemedy', () => {
  it.each([
    { platform: 'linux', command: 'apt install ffmpeg' },
    { platform: 'darwin', command: 'brew install ffmpeg' },
    { platform: 'win32', command: 'winget install' },
  ] as const)('names a command for $platform', ({ platform, command }) => {
    expect(ffmpegRemedy(platform)).toContain(command);
    expect(ffmpegRemedy(platform)).toContain('RUSHES_FFMPEG');
  });
});
