import { describe, expect, it } from 'vitest';
import { examineSystem, type SystemFacts } from './doctor.ts';

const there = (version: string) => ({ version, path: '/usr/bin/it', problem: null });
const missing = { version: null, path: null, problem: 'spawn ENOENT' };

const whole: SystemFacts = {
  ...{ rushesVersion: '0.1.0', nodeVersion: 'v24.21.0', platform: 'linux x64', cores: 2, memoryBytes: 8e9 },
  ...{ sqlite: there('3.54.1'), ffmpeg: there('5.1.9-0+deb12u1'), ffprobe: there('5.1.9-0+deb12u1') },
  ...{ exiftool: there('13.59'), perl: there('5.36.0'), libvips: there('8.18.7') },
  capabilities: { canToneMap: true, encoders: new Set(['libx264']) },
  library: { path: '/l.rushes', exists: true, volumeKind: 'local', freeBytes: 50e9, problem: null },
};

const states = (facts: SystemFacts) =>
  Object.fromEntries(
    examineSystem(facts).checks.flatMap(({ name, state }) => (state === 'ok' ? [] : [[name, state]])),
  );

describe('examineSystem', () => {
  it('has nothing to say against what is whole', () => {
    expect(states(whole)).toEqual({});
    expect(examineSystem(whole).healthy).toBe(true);
    expect(examineSystem(whole).checks.every(({ remedy }) => remedy === null)).toBe(true);
  });

  it('names each missing thing with a remedy', () => {
    const bare = {
      ...whole,
      ffmpeg: missing,
      ffprobe: missing,
      exiftool: missing,
      perl: missing,
      libvips: missing,
      sqlite: missing,
    };
    const { healthy, checks } = examineSystem({ ...bare, capabilities: null });
    expect(healthy).toBe(false);
    const absent = checks.filter(({ state }) => state === 'missing');
    expect(absent.map(({ name }) => name)).toEqual([
      'sqlite',
      'ffmpeg',
      'ffprobe',
      'exiftool',
      'perl',
      'libvips',
    ]);
    expect(absent.every(({ remedy }) => remedy !== null)).toBe(true);
  });

  it('reads the versions that ffmpeg gives itself', () => {
    for (const version of ['5.0', 'n7.1-3', '8.0.1-static', 'N-118000-gabc', '2026-01-01-git-abc']) {
      expect(states({ ...whole, ffmpeg: there(version) })).toEqual({});
    }
    expect(states({ ...whole, ffmpeg: there('4.4.2-0ubuntu0.22.04.1') })).toEqual({ ffmpeg: 'warning' });
  });

  it('does not ask for Perl where exiftool needs none', () => {
    expect(examineSystem({ ...whole, perl: null }).checks.map(({ name }) => name)).not.toContain('perl');
  });

  it('warns of what works less well', () => {
    expect(states({ ...whole, capabilities: { canToneMap: false, encoders: new Set(['mpeg4']) } })).toEqual({
      'tone mapping': 'warning',
      'h264 encoder': 'warning',
    });
    expect(states({ ...whole, library: { ...whole.library, volumeKind: 'network' } })).toEqual({
      library: 'warning',
    });
    expect(states({ ...whole, library: { ...whole.library, freeBytes: 1e9 } })).toEqual({
      library: 'warning',
    });
    expect(states({ ...whole, nodeVersion: 'v20.19.0' })).toEqual({ node: 'missing' });
  });
});
