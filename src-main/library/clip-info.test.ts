import { describe, expect, it } from 'vitest';
import { clipInfo } from '../../src-preload/contract/commands/clip-info.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { ArtifactMap } from '../../src-preload/contract/artifacts.ts';
import { madeProbe } from '../../tests/support/made-probe.ts';
import { pathToBytes } from '../platform/paths.ts';
import { type ClipInfoFacts, describeClip } from './clip-info.ts';

const file = {
  mountPath: pathToBytes('/disk'),
  relativePath: pathToBytes('in/a clip.mp4'),
  name: 'a clip.mp4',
  state: 'present' as const,
  sizeBytes: 1000,
  modifiedNs: '1700000000123456789',
  volume: { identity: 'uuid:1', label: null, kind: 'local' },
};

const bare: ClipInfoFacts = {
  clip: { id: 'A', contentHash: null, sizeBytes: 1000, profile: 'default', addedMs: 0, quarantinedMs: null },
  files: [file],
  jobs: [],
  lastRuns: new Map(),
  artifacts: {},
  wordEdits: [],
  stages: [],
  runs: null,
  nowMs: 60_000,
};

const noColour = { primaries: null, transfer: null, matrix: null, range: null, chromaLocation: null };
const noHdr = { format: null, masteringDisplay: null, maxCll: null, maxFall: null, dolbyVision: null };

const detail: ArtifactMap['probe-detail'] = {
  ...{ durationSec: 9.5, frameCount: 240, keyframeCount: 3, longestGop: 100, variableFrameRate: true },
  ...{
    scanType: 'interlaced',
    fieldOrder: 'tt',
    bitRateMode: 'variable',
    bitRate: 5_000_000,
    timecode: null,
  },
  ...{ colour: { ...noColour, transfer: 'smpte2084' }, hdr: { ...noHdr, format: 'HDR10', maxCll: 900 } },
  ...{ closedCaptions: false, complete: true, referenceFrames: 4 },
};

const job = {
  ...{ tier: 2, state: 'done' as const, attempt: 1, progress: null, reason: null, blockedBy: null },
  ...{ error: null, retryAtMs: null, startedMs: 0 },
};

/** Every path to a value that is null or an empty list, and every other path with its value. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (value === null || typeof value !== 'object' || (Array.isArray(value) && value.length === 0))
    return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

describe('describeClip', () => {
  it('has every field where nothing is known yet, as null', () => {
    const info = describeClip(bare);
    expect(clipInfo.parse(info)).toEqual(info);
    const known = leaves(info).filter(([, value]) => value !== null && !Array.isArray(value));
    expect(known.map(([path]) => path)).toEqual([
      ...['id', 'name', 'files.0.path', 'files.0.state', 'files.0.modified', 'files.0.sizeBytes'],
      ...[
        'files.0.volume.identity',
        'files.0.volume.kind',
        'sizeBytes',
        'profile',
        'added',
        'tags',
        'dates.modified',
      ].filter((path) => path !== 'tags'),
    ]);
    expect(info.video.hdr).toEqual(noHdr);
    expect(info.files[0]?.path).toBe('/disk/in/a clip.mp4');
    expect(info.dates.modified).toBe('2023-11-14T22:13:20.123Z');
  });

  it('believes the detailed step of the probe where that knows better', () => {
    const probe = madeProbe({
      durationSec: 10,
      video: { bitRate: 1, colour: { ...noColour, primaries: 'bt2020', transfer: 'bt709' } },
    });
    const before = describeClip({ ...bare, artifacts: { probe } });
    expect(before).toMatchObject({
      durationSec: 10,
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
      containerName: 'MP4',
    });
    expect(before.video).toMatchObject({
      variableFrameRate: null,
      scanType: 'progressive',
      bitRate: 1,
      bitRateMode: null,
    });
    const { video, durationSec } = describeClip({ ...bare, artifacts: { probe, 'probe-detail': detail } });
    expect(video.durationSec).toBe(9.5);
    expect(durationSec).toBe(10);
    expect(video).toMatchObject({
      variableFrameRate: true,
      scanType: 'interlaced',
      fieldOrder: 'tt',
      bitRate: 5_000_000,
      bitRateMode: 'variable',
      frameRate: '25/1',
      frameCount: 240,
      referenceFrames: 4,
      colour: { primaries: 'bt2020', transfer: 'smpte2084' },
      hdr: { format: 'HDR10', maxCll: 900, maxFall: null },
    });
  });

  it('lasts as long as its container says, or as its picture was found to', () => {
    const durationOf = (said: number | null, measured: number | null) =>
      describeClip({
        ...bare,
        artifacts: {
          probe: madeProbe({ durationSec: said }),
          'probe-detail': { ...detail, durationSec: measured },
        },
      }).durationSec;
    expect([
      durationOf(10, 9.5),
      durationOf(10, 12),
      durationOf(null, 9.5),
      durationOf(10, null),
      durationOf(null, null),
    ]).toEqual([...[10, 12, 9.5, 10, null]]);
  });

  it('keeps what the headers say where the detailed step found nothing', () => {
    const probe = madeProbe({ timecode: '01:00:00:00' });
    const nothing = { ...detail, durationSec: null, scanType: null, variableFrameRate: null };
    const info = describeClip({ ...bare, artifacts: { probe, 'probe-detail': nothing } });
    expect(info.durationSec).toBe(10);
    expect(info.video).toMatchObject({
      scanType: 'progressive',
      variableFrameRate: null,
      timecode: '01:00:00:00',
    });
  });

  it('takes the hash of the content from the clip, else from the stage that made it', () => {
    const identity = { sha256: 'a'.repeat(64), sizeBytes: 1000 };
    expect(describeClip({ ...bare, artifacts: { identity } }).contentHash).toBe(identity.sha256);
    const clip = { ...bare.clip, contentHash: 'b'.repeat(64) };
    expect(describeClip({ ...bare, clip, artifacts: { identity } }).contentHash).toBe(clip.contentHash);
  });

  it('lists stages by tier, with their version, time, error and progress', () => {
    const error = new AppError('timeout', { stage: 'scenes' }).serialize();
    const { stages } = describeClip({
      ...bare,
      stages: [
        { name: 'probe', title: 'Streams', version: 2 },
        { name: 'exif', title: 'Camera', version: 5 },
      ],
      jobs: [
        { ...job, stage: 'scenes', state: 'failed', error },
        { ...job, stage: 'exif', state: 'running', progress: 0.5, startedMs: 58_000 },
        { ...job, stage: 'probe', tier: 1 },
      ],
      lastRuns: new Map([['probe', { version: 1, wallSec: 0.25 }]]),
    });
    expect(
      stages.map(({ name, title, version, state, durationSec, progress }) => [
        name,
        title,
        version,
        state,
        durationSec,
        progress,
      ]),
    ).toEqual([
      ['probe', 'Streams', 1, 'done', 0.25, null],
      ['exif', 'Camera', 5, 'running', 2, 0.5],
      ['scenes', 'scenes', null, 'failed', null, null],
    ]);
    expect(stages[2]?.error).toEqual(error);
  });
});
