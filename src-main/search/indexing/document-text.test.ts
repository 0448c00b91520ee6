import { describe, expect, it } from 'vitest';
import { madeProbe } from '../../../tests/support/made-probe.ts';
import {
  madeExif,
  madeFaces,
  madeFeatures,
  madeObjects,
  madeSounds,
} from '../../../tests/support/made-understanding.ts';
import { pathToBytes } from '../../platform/paths.ts';
import { unspread } from '../query/script-spreading.ts';
import { factTexts, saidText } from './document-text.ts';
import { hearsText, seesText } from './finding-words.ts';
import { indexedText, namesText, oneLine } from './indexed-text.ts';
import { metadataText } from './metadata-words.ts';

const nothing = { probe: null, detail: null, exif: null, focalLength: null };
const unseen = {
  ...{ objects: null, faces: null, people: null, emotions: null, hands: null, pose: null },
  'picture-features': null,
};
/** Terms as unicode61 takes them. */
const terms = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

describe('names', () => {
  it('are found by the words in them', () => {
    const text = namesText(['IMG_0042 RedBoat.mp4', 'DSC0815-X-T4.MOV']);
    expect(text.split('\n')[0]).toBe('IMG_0042 RedBoat.mp4 · DSC0815-X-T4.MOV');
    expect(terms(text)).toEqual(expect.arrayContaining(['img', '0042', 'redboat', 'red', 'boat', '0815']));
    expect(terms(namesText(['X-T4']))).toContain('xt4');
  });

  it('are spread where their script has no blanks', () => {
    expect(namesText(['東京タワー.mp4']).split('\u200B').length).toBeGreaterThan(4);
    expect(unspread(namesText(['東京タワー.mp4']))).toBe('東京タワー.mp4');
  });

  it('are one line without signs that mark matches', () => {
    expect(oneLine(' a\n\tb\uE000c\uE001\0 ')).toBe('a b c');
    expect(indexedText('a\nb', ['c\nd', 'c d', ''])).toBe('a b\nc d');
  });
});

describe('facts', () => {
  it('are texts of places, notes, tags and descriptions', () => {
    const text = (words: string) => ({ text: words, tokenCount: 1, truncation: 'none' as const });
    const texts = factTexts({
      ...nothing,
      places: [
        { name: 'a.mp4', folder: pathToBytes('Trips/Lake Garda'), volume: 'Archive' },
        { name: 'a.mp4', folder: pathToBytes('\udcff'), volume: null },
      ],
      note: 'for the\nreel',
      tags: ['New-York', 'family'],
      description: { summary: text('A boat.'), keywords: text('boat, lake') },
    });
    expect(texts).toMatchObject({
      name: 'a.mp4',
      folder: expect.stringContaining('Archive / Trips / Lake Garda') as string,
      note: 'for the reel',
      tags: 'New-York · family\nNewYork',
      summary: 'A boat. · boat, lake',
    });
    expect(texts.folder?.isWellFormed()).toBe(true);
  });

  it('are empty where nothing is known', () => {
    const texts = factTexts({ ...nothing, places: [], note: '', tags: [], description: null });
    expect(Object.values(texts).join('')).toBe('');
  });
});

describe('metadata', () => {
  it('has the usual spellings of what a camera and a codec are called', () => {
    const video = {
      codec: 'hevc',
      displayWidth: 3840,
      displayHeight: 2160,
      framesPerSecond: 59.94,
      bitDepth: 10,
    };
    const hdr = {
      format: 'HLG' as const,
      masteringDisplay: null,
      maxCll: null,
      maxFall: null,
      dolbyVision: null,
    };
    const probe = madeProbe({ video: { ...video, hdr }, audioTracks: [{ language: 'deu' }] });
    const exif = madeExif({
      ...{
        make: 'Sony',
        model: 'ILCE-7M4',
        lens: 'FE 24-70mm F2.8 GM',
        iso: 800,
        taken: '2024-05-17T09:00:00+02:00',
      },
      ...{
        latitude: 48.2082,
        longitude: 16.3738,
        place: 'Wien',
        description: 'the wedding',
        keywords: ['cake'],
      },
    });
    const text = metadataText({ ...nothing, probe, exif });
    const wanted = [
      ...[
        'sony',
        'ilce',
        '7m4',
        'ilce7m4',
        '800',
        'hevc',
        'h265',
        '4k',
        'uhd',
        '2160p',
        'hlg',
        'hdr',
        '60fps',
        '10bit',
      ],
      ...[
        'may',
        'mai',
        'friday',
        'freitag',
        '2024',
        '20240517',
        'wien',
        'gps',
        'wedding',
        'cake',
        'german',
        'deutsch',
      ],
      ...['aac', 'stereo', 'mp4', 'landscape'],
    ];
    expect(terms(text)).toEqual(expect.arrayContaining(wanted));
    expect(text.split('\n')[0]).toContain('Sony ILCE-7M4 · FE 24-70mm F2.8 GM · ISO 800');
    expect(text.split('\n')[0]).not.toContain('h265');
  });

  it('does not say a maker twice, nor a date that is none', () => {
    const exif = madeExif({ make: 'Canon', model: 'Canon EOS R5', taken: '2024-13-45' });
    expect(metadataText({ ...nothing, exif }).split('\n')[0]).toBe('Canon EOS R5');
  });

  it('takes what the longer look found before what the header says', () => {
    const hdr = {
      format: 'HDR10' as const,
      masteringDisplay: null,
      maxCll: null,
      maxFall: null,
      dolbyVision: null,
    };
    const detail = {
      ...{
        durationSec: null,
        frameCount: null,
        keyframeCount: null,
        longestGop: null,
        variableFrameRate: true,
      },
      ...{
        scanType: 'interlaced' as const,
        fieldOrder: null,
        referenceFrames: null,
        bitRateMode: null,
        bitRate: null,
      },
      ...{ colour: madeProbe().video.colour, hdr, timecode: null, closedCaptions: false, complete: true },
    };
    const text = metadataText({ ...nothing, probe: madeProbe(), detail });
    expect(terms(text)).toEqual(expect.arrayContaining(['hdr10', 'interlaced', 'vfr']));
    expect(terms(text)).not.toContain('sdr');
  });
});

describe('what was seen and heard', () => {
  it('is labels, and how many people at once', () => {
    const objects = madeObjects(['person', 2], ['traffic_light', 1]);
    const text = seesText({
      ...unseen,
      objects,
      faces: madeFaces(3),
      'picture-features': madeFeatures(['beach', 0.7]),
    });
    expect(text.split('\n')[0]).toBe('person · traffic light · beach · face');
    expect(text).toContain('three people');
    expect(text).not.toContain('two people');
  });

  it('has close-up in both spellings', () => {
    const framing = [{ startSec: 0, endSec: 1, shotSize: 'close-up' as const }];
    expect(terms(seesText({ ...unseen, pose: { framing } }))).toEqual(
      expect.arrayContaining(['close', 'up', 'closeup']),
    );
  });

  it('is sounds and their kinds', () => {
    const spans = [{ startSec: 0, endSec: 1, label: 'Bark', group: 'animal' as const, confidence: 1 }];
    expect(hearsText({ ...madeSounds('Bark', 'Thump'), spans })).toBe('Bark · Thump · animal');
  });

  it('is nothing where nothing was found', () => {
    expect(seesText(unseen) + hearsText(madeSounds()) + saidText({ segments: [] })).toBe('');
  });
});
