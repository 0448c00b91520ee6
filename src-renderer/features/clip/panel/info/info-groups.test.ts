import { describe, expect, it } from 'vitest';
import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import { createI18n } from '../../../../i18n/i18n.ts';
import { createFrameClock } from '../../timecode.ts';
import { groupsAsText, infoGroups } from './info-groups.ts';
import { bitRateText, languageText } from './info-rows.ts';

/** A clip of which nothing is known but its file. */
const bare: ClipInfo = {
  id: 'abc',
  name: 'a.mov',
  contentHash: null,
  files: [],
  sizeBytes: 1_500_000,
  profile: 'default',
  added: '2026-01-02T03:04:05.000Z',
  quarantined: null,
  durationSec: null,
  container: null,
  containerName: null,
  containerBrand: null,
  bitRate: null,
  title: null,
  video: {
    codec: null,
    codecLongName: null,
    profile: null,
    level: null,
    levelName: null,
    bitDepth: null,
    chromaSubsampling: null,
    pixelFormat: null,
    width: null,
    height: null,
    displayWidth: null,
    displayHeight: null,
    rotationDeg: null,
    mirrored: null,
    frameRate: null,
    framesPerSecond: null,
    variableFrameRate: null,
    scanType: null,
    fieldOrder: null,
    referenceFrames: null,
    bitRate: null,
    bitRateMode: null,
    sampleAspect: null,
    displayAspect: null,
    durationSec: null,
    frameCount: null,
    keyframeCount: null,
    longestGop: null,
    closedCaptions: null,
    colour: { primaries: null, transfer: null, matrix: null, range: null, chromaLocation: null },
    hdr: { format: null, masteringDisplay: null, maxCll: null, maxFall: null, dolbyVision: null },
    timecode: null,
    language: null,
    title: null,
  },
  audioTracks: [],
  subtitleTracks: [],
  chapters: [],
  transcript: null,
  texts: [],
  objects: [],
  faces: [],
  sounds: [],
  labels: [],
  attachments: [],
  dataStreams: [],
  tags: {},
  camera: {
    make: null,
    model: null,
    lens: null,
    serialNumber: null,
    focalLengthMm: null,
    focalLength35mm: null,
    focalLengthCategory: null,
    iso: null,
    shutterSpeed: null,
    fStop: null,
    exposureMode: null,
    whiteBalance: null,
    software: null,
  },
  location: { latitude: null, longitude: null, altitude: null, place: null },
  dates: { taken: null, takenZone: null, created: null, modified: null },
  about: { artist: null, copyright: null, description: null, keywords: [] },
  scenes: [],
  cuts: [],
  black: [],
  frozen: [],
  exposure: {
    overexposedPercent: null,
    underexposedPercent: null,
    stops: null,
    quality: null,
    warning: null,
    meanLuma: null,
  },
  loudness: { integratedLufs: null, rangeLu: null, truePeakDb: null, samplePeakDb: null, silences: [] },
  picture: null,
  poster: null,
  filmstrip: null,
  waveform: null,
  proxy: null,
  integrity: null,
  stages: [],
  runs: null,
};

async function groupsOf(info: ClipInfo, language: 'en' | 'de' = 'en') {
  const i18n = await createI18n(language);
  return infoGroups(info, { t: i18n.getFixedT(null, 'clip'), language, clock: createFrameClock(25, null) });
}

describe('the technical sheet', () => {
  it('leaves out what is not known, and groups without a row', async () => {
    const groups = await groupsOf(bare);
    expect(groups.map(({ id }) => id)).toEqual(['file']);
    expect(groups[0]?.rows.map(({ label }) => label)).toEqual([
      'Name',
      'Size',
      'Added',
      'Profile of work',
      'Clip id',
    ]);
  });

  it('writes values as the trade does', async () => {
    const video: ClipInfo['video'] = {
      ...bare.video,
      codec: 'hevc',
      profile: 'Main 10',
      levelName: '5.1',
      width: 3840,
      height: 2160,
      rotationDeg: -90,
      mirrored: false,
      frameRate: '30000/1001',
      framesPerSecond: 30000 / 1001,
      variableFrameRate: true,
      bitDepth: 10,
      sampleAspect: '1:1',
      colour: { ...bare.video.colour, transfer: 'smpte2084', range: 'tv' },
      hdr: { ...bare.video.hdr, format: 'HDR10', maxCll: 1000 },
    };
    const values = new Map(
      (await groupsOf({ ...bare, video })).flatMap(({ rows }) =>
        rows.map(({ label, value }) => [label, value]),
      ),
    );
    expect(values.get('Profile and level')).toBe('Main 10 @ 5.1');
    expect(values.get('Coded size')).toBe('3840 × 2160');
    expect(values.get('Rotation')).toBe('-90°');
    expect(values.get('Frame rate')).toBe('29.97 fps (30000/1001) variable');
    expect(values.get('Bit depth')).toBe('10 bit');
    expect(values.get('Dynamic range')).toBe('HDR10');
    expect(values.get('Range')).toBe('limited');
    expect(values.get('MaxCLL')).toBe('1,000 cd/m²');
    expect(values.has('Pixel aspect')).toBe(false);
  });

  it('numbers several audio tracks, and tells chapters by timecode', async () => {
    const track = {
      index: 1,
      codec: 'aac',
      codecLongName: null,
      profile: null,
      language: 'spa',
      title: null,
      channels: 2,
      layout: 'stereo',
      sampleRate: 44_100,
      bitDepth: 0,
      bitRate: null,
      durationSec: null,
      isDefault: true,
    };
    const chapters = [{ startSec: 61, endSec: 70, title: null }];
    const groups = await groupsOf({ ...bare, audioTracks: [track, track], chapters });
    expect(groups.map(({ title }) => title)).toEqual(['File', 'Audio 1', 'Audio 2', 'Chapters']);
    expect(groups[1]?.rows).toContainEqual({ label: 'Language', value: 'Spanish (spa)' });
    expect(groups[1]?.rows).toContainEqual({ label: 'Channels', value: '2 (stereo)' });
    expect(groups[1]?.rows.map(({ label }) => label)).not.toContain('Bit depth');
    expect(groups[3]?.rows).toEqual([{ label: '00:01:01:00', value: 'Chapter 1' }]);
  });

  it('is copied as text in the language of the window', async () => {
    const text = groupsAsText(await groupsOf({ ...bare, tags: { encoder: 'Lavf' } }, 'de'));
    expect(text).toContain('Datei\nName: a.mov\nGröße: 1,5');
    expect(text.endsWith('\n\nAngaben des Containers\nencoder: Lavf')).toBe(true);
  });

  it('takes what files have for languages as it is', () => {
    expect(languageText('eng', 'en')).toBe('English (eng)');
    expect(languageText('und', 'en')).toBeNull();
    expect(languageText('not a language', 'en')).toBe('not a language');
  });

  it('writes bit rates in the unit that suits them', () => {
    expect(bitRateText(128_000, 'en')).toBe('128 kbit/s');
    expect(bitRateText(5_651_000, 'en')).toBe('5.65 Mbit/s');
    expect(bitRateText(45_123_000, 'de')).toBe('45,1 Mbit/s');
  });
});
