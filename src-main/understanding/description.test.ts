import { describe, expect, it } from 'vitest';
import { madeProbe } from '../../tests/support/made-probe.ts';
import {
  madeExif,
  madeFaces,
  madeFeatures,
  madeObjects,
  madePicture,
  madePose,
  madeScenes,
  madeSounds,
  madeTexts,
  madeTranscript,
} from '../../tests/support/made-understanding.ts';
import { describeClip } from './description.ts';
import { keywordTerms } from './keyword-terms.ts';
import { type KnownOfClip, summarySentences } from './summary-sentences.ts';

const nothing: KnownOfClip = {
  ...{
    probe: madeProbe(),
    exif: null,
    scenes: null,
    picture: null,
    transcript: null,
    objects: null,
    faces: null,
  },
  ...{ pose: null, 'on-screen-text': null, 'sound-events': null, 'picture-features': null },
};
const summaryOf = (known: Partial<KnownOfClip>): string =>
  summarySentences({ ...nothing, ...known }).join(' ');
const termsOf = (known: Partial<KnownOfClip>): string[] => keywordTerms({ ...nothing, ...known });

describe('summarySentences', () => {
  it('says what is in every clip when nothing else is known', () => {
    expect(summaryOf({})).toBe('A 10-second landscape video.');
  });

  it('puts all that is known in plain sentences', () => {
    const known: KnownOfClip = {
      probe: madeProbe({
        durationSec: 480,
        title: 'Harbour',
        video: { displayWidth: 1080, displayHeight: 1920 },
      }),
      exif: madeExif({ make: 'Apple', model: 'iPhone 6', place: 'Hamburg' }),
      scenes: madeScenes(3),
      picture: madePicture('pan', '#cc3322', '#1122cc'),
      transcript: madeTranscript('en', ' Ask not. ', '', 'Ask what you can do.'),
      objects: madeObjects(['person', 3], ['dog', 1]),
      faces: madeFaces(2),
      pose: madePose(['wide', 3], ['close-up', 4], ['wide', 2]),
      'on-screen-text': madeTexts(['RED DEAD', 'title'], ['01:00:00:00', 'timecode'], ['red dead', 'other']),
      'sound-events': madeSounds('Speech', 'Music'),
      'picture-features': madeFeatures(['tabby, tabby cat', 0.6], ['lawn', 0.1]),
    };
    expect(summarySentences(known)).toStrictEqual([
      'An 8-minute portrait video called "Harbour", filmed with Apple iPhone 6, in Hamburg.',
      'It has 3 shots. The camera pans.',
      'To be seen: person (up to 3 at once) and dog.',
      'Up to 2 faces are seen at once, mostly in wide shot.',
      'It looks like: tabby.',
      'Text in the picture: "red dead".',
      'To be heard: speech and music.',
      'Said in English: "Ask not. Ask what you can do."',
    ]);
  });

  it.each([
    ['one face', { faces: madeFaces(1) }, 'A face is seen.'],
    [
      'a body without a face',
      { pose: madePose(['extreme-close-up', 1]) },
      'A person is seen, mostly in extreme close-up.',
    ],
    ['one shot', { scenes: madeScenes(1) }, 'It is one shot.'],
    ['grey colours', { picture: madePicture('static', '#101010', '#808284') }, 'black-and-white video'],
    ['speech in no known language', { transcript: madeTranscript(null, 'La la.') }, 'Said: "La la."'],
    [
      'a square picture',
      { probe: madeProbe({ durationSec: null, video: { displayWidth: 500, displayHeight: 500 } }) },
      'A square video.',
    ],
  ])('speaks of %s', (_, known, sentence) => {
    expect(summaryOf(known)).toContain(sentence);
  });

  it('does not call one black frame black and white', () => {
    expect(summaryOf({ picture: madePicture('static', '#000000') })).not.toContain('black-and-white');
  });
});

describe('keywordTerms', () => {
  it('gathers terms, each once, the surest first', () => {
    const terms = termsOf({
      exif: madeExif({ keywords: ['Holiday', ' '], place: 'Hamburg', make: 'Sony' }),
      objects: madeObjects(['dog', 1], ['person', 2]),
      'picture-features': madeFeatures(['tabby, tabby cat', 0.6], ['Dog', 0.5]),
      'sound-events': madeSounds('Speech'),
      'on-screen-text': madeTexts(['www.bcastell.com', 'other'], ['00:00:00:01', 'timecode']),
    });
    expect(terms).toStrictEqual([
      ...['Holiday', 'Hamburg', 'Sony', 'dog', 'person', 'tabby', 'Speech', 'www.bcastell.com'],
    ]);
  });

  it('takes the words that are said most, without those that say nothing', () => {
    const transcript = madeTranscript(
      'en',
      'And so, my fellow Americans: ask not what your country can do for you;',
      'ask what you can do for your country. 1961',
    );
    expect(termsOf({ transcript })).toStrictEqual(['country', 'fellow', 'americans']);
  });

  it('takes words of scripts without spaces', () => {
    expect(termsOf({ transcript: madeTranscript('ja', '東京は日本の首都です') })).toContain('東京');
  });
});

describe('describeClip', () => {
  it('notes how long the texts are and where they were cut', () => {
    const known = { ...nothing, transcript: madeTranscript('en', 'Whatever one says. '.repeat(40)) };
    const whole = describeClip(known, { summaryMostTokens: 3500, keywordsMostTokens: 3500 });
    expect(whole.summary.truncation).toBe('none');
    expect(whole.summary.tokenCount).toBeGreaterThan(160);
    const cut = describeClip(known, { summaryMostTokens: 30, keywordsMostTokens: 3500 });
    expect(cut.summary).toMatchObject({ truncation: 'cut-at-sentence' });
    expect(cut.summary.tokenCount).toBeLessThanOrEqual(30);
    expect(cut.summary.text).toMatch(/says\.$/u);
  });

  it('may have no keywords', () => {
    const limits = { summaryMostTokens: 3500, keywordsMostTokens: 3500 };
    expect(describeClip(nothing, limits).keywords).toStrictEqual({
      text: '',
      tokenCount: 0,
      truncation: 'none',
    });
  });
});
