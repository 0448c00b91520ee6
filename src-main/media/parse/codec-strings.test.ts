import { describe, expect, it } from 'vitest';
import { madeProbe } from '../../../tests/support/made-probe.ts';
import { codecStrings } from './codec-strings.ts';
import { vp9LevelFor } from './vp9-level.ts';

type Video = NonNullable<NonNullable<Parameters<typeof madeProbe>[0]>['video']>;

const silent = (video: Video) => codecStrings(madeProbe({ video, audioTracks: [] }));
const sound = (codec: string | null, profile: string | null = null) =>
  codecStrings(madeProbe({ audioTracks: [{ codec, profile }] }));

describe('codecStrings', () => {
  it.each<[string, Video]>([
    ['avc1.640028', { profile: 'High', level: 40 }],
    ['avc1.4D001F', { profile: 'Main', level: 31 }],
    ['avc1.42C01E', { profile: 'Constrained Baseline', level: 30 }],
    ['avc1.6E0033', { profile: 'High 10', level: 51 }],
    ['avc1.7A0029', { profile: 'High 4:2:2', level: 41 }],
    ['avc3.640028', { profile: 'High', level: 40, codecTag: 'avc3' }],
    ['hvc1.1.6.L93.B0', { codec: 'hevc', codecTag: 'hvc1', profile: 'Main', level: 93 }],
    ['hev1.2.4.L153.B0', { codec: 'hevc', codecTag: 'hev1', profile: 'Main 10', level: 153 }],
    ['hvc1.4.10.L120.B0', { codec: 'hevc', codecTag: null, profile: 'Rext', level: 120 }],
    [
      'hvc1.1.6.L123',
      { codec: 'hevc', codecTag: 'hvc1', profile: 'Main', level: 123, scanType: 'interlaced' },
    ],
    ['av01.0.08M.10', { codec: 'av1', profile: 'Main', level: 8, bitDepth: 10 }],
    ['av01.1.13M.08', { codec: 'av1', profile: 'High', level: 13 }],
    ['vp09.00.41.08', { codec: 'vp9', profile: 'Profile 0', level: -99, framesPerSecond: 60 }],
    ['vp09.02.40.10', { codec: 'vp9', profile: 'Profile 2', level: null, bitDepth: 10 }],
    ['vp09.00.51.08', { codec: 'vp9', profile: 'Profile 0', level: 51 }],
    ['vp8', { codec: 'vp8', profile: '0', level: -99 }],
  ])('is %s', (expected, video) => {
    expect(silent(video)).toBe(expected);
  });

  it.each<[string, Video]>([
    ['of unknown codec', { codec: null }],
    ['without a name in RFC 6381', { codec: 'prores', profile: 'HQ', level: null }],
    ['named like a property of every object', { codec: 'constructor' }],
    ['of unknown profile', { profile: null }],
    ['of unknown level', { level: -99 }],
    ['of AV1 without its level', { codec: 'av1', profile: 'Main', level: -99 }],
  ])('cannot be told of video %s', (_, video) => {
    expect(silent(video)).toBeNull();
  });

  it.each([
    ['aac', 'LC', 'mp4a.40.2'],
    ['aac', null, 'mp4a.40.2'],
    ['aac', 'HE-AAC', 'mp4a.40.5'],
    ['aac', 'HE-AACv2', 'mp4a.40.29'],
    ['mp3', null, 'mp3'],
    ['opus', null, 'opus'],
    ['flac', null, 'flac'],
    ['vorbis', null, 'vorbis'],
    ['eac3', null, 'ec-3'],
  ])('names %s (%s) as %s', (codec, profile, expected) => {
    expect(sound(codec, profile)).toBe(`avc1.640028, ${expected}`);
  });

  it('leaves out sound that cannot be told, and gives up on sound that has no name', () => {
    expect(sound(null)).toBe('avc1.640028');
    expect(sound('pcm_s16le')).toBeNull();
  });

  it('names the track that plays', () => {
    const audioTracks = [
      { codec: 'pcm_s16le', isDefault: false },
      { codec: 'opus', isDefault: true },
    ];
    expect(codecStrings(madeProbe({ audioTracks }))).toBe('avc1.640028, opus');
  });
});

describe('vp9LevelFor', () => {
  it.each([
    [256, 144, 15, 10],
    [640, 360, 30, 21],
    [1920, 1080, 30, 40],
    [1920, 1080, null, 40],
    [3840, 2160, 30, 50],
    [3840, 2160, 60, 51],
    [7680, 4320, 120, 62],
    [16384, 16384, 30, null],
  ])('of %i × %i at %s frames a second is %s', (width, height, framesPerSec, level) => {
    expect(vp9LevelFor(width, height, framesPerSec)).toBe(level);
  });
});
