/** A `probe` artifact of an ordinary clip, for tests of what is decided from it. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';

type Probe = Artifact<'probe'>;
type AudioTrack = Probe['audioTracks'][number];

/** H.264 1920×1080 at 25 frames a second for ten seconds, and AAC, in MP4. */
export function madeProbe(
  changes: Partial<Omit<Probe, 'video' | 'audioTracks'>> & {
    readonly video?: Partial<Probe['video']>;
    readonly audioTracks?: readonly Partial<AudioTrack>[];
  } = {},
): Probe {
  const { video, audioTracks, ...others } = changes;
  return {
    ...container,
    ...others,
    video: { ...videoStream, ...video },
    audioTracks: (audioTracks ?? [{}]).map((track, index) => ({ ...audioTrack, index: index + 1, ...track })),
  };
}

const noColour = { primaries: null, transfer: null, matrix: null, range: null, chromaLocation: null };
const noHdr = { format: null, masteringDisplay: null, maxCll: null, maxFall: null, dolbyVision: null };

const videoStream: Probe['video'] = {
  ...{
    index: 0,
    codec: 'h264',
    codecLongName: null,
    codecTag: 'avc1',
    profile: 'High',
    level: 40,
    levelName: '4.0',
  },
  ...{ bitDepth: 8, pixelFormat: 'yuv420p', chromaSubsampling: '4:2:0' },
  ...{ width: 1920, height: 1080, displayWidth: 1920, displayHeight: 1080, rotationDeg: 0, mirrored: false },
  ...{
    sampleAspect: '1:1',
    displayAspect: '16:9',
    frameRate: '25/1',
    framesPerSecond: 25,
    baseFrameRate: '25/1',
  },
  ...{ variableFrameRate: null, scanType: 'progressive', fieldOrder: 'progressive', referenceFrames: null },
  ...{ bitRate: null, durationSec: 10, frameCount: 250, colour: noColour, hdr: noHdr, timecode: null },
  ...{ language: null, title: null, isDefault: true },
};

const audioTrack: AudioTrack = {
  ...{ index: 1, codec: 'aac', codecLongName: null, profile: 'LC', language: null, title: null, channels: 2 },
  ...{
    layout: 'stereo',
    sampleRate: 48_000,
    bitDepth: null,
    bitRate: null,
    durationSec: 10,
    isDefault: true,
  },
};

const container: Omit<Probe, 'video' | 'audioTracks'> = {
  ...{
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    containerName: 'MP4',
    containerBrand: 'isom',
    durationSec: 10,
    startSec: 0,
  },
  ...{
    bitRate: null,
    title: null,
    timecode: null,
    tags: {},
    otherVideo: [],
    subtitleTracks: [],
    chapters: [],
  },
  ...{ attachments: [], dataStreams: [] },
};
