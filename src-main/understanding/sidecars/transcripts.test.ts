import { describe, expect, it } from 'vitest';
import { sidecarData } from '../../../src-preload/contract/sidecars.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { transcriptFromSidecar } from '../imported-transcript.ts';
import { readSidecar } from './read-sidecar.ts';

const facts = { durationSec: 60, framesPerSecond: 25, width: 640, height: 360 };

function read(text: string, fileName: string, strictness: 'lenient' | 'strict' = 'strict') {
  const result = readSidecar(text, fileName, facts, strictness);
  const { data } = result;
  expect(sidecarData.parse(data)).toEqual(data);
  if (data.subject !== 'transcript') throw new Error('no transcript');
  return { ...result, data };
}

const readJson = (json: unknown, strictness?: 'lenient' | 'strict') =>
  read(JSON.stringify(json), 'talk.json', strictness);
const first = { startSec: 0.5, endSec: 2, text: 'Ask not' };
const words = [
  { text: 'Ask', startSec: 0.5, endSec: 1, confidence: 0.9 },
  { text: 'not', startSec: 1.2, endSec: 2, confidence: 0.8 },
];

describe('Whisper JSON', () => {
  it.each<readonly [string, unknown]>([
    [
      'openai-whisper',
      {
        text: ' Ask not',
        language: 'en',
        segments: [
          {
            id: 0,
            seek: 0,
            start: 0.5,
            end: 2,
            text: ' Ask not',
            avg_logprob: -0.2,
            words: [
              { word: ' Ask', start: 0.5, end: 1, probability: 0.9 },
              { word: ' not', start: 1.2, end: 2, probability: 0.8 },
            ],
          },
        ],
      },
    ],
    [
      'faster-whisper with its info',
      {
        info: { language: 'en' },
        segments: [
          {
            start: 0.5,
            end: 2,
            text: ' Ask not',
            words: [
              { start: 0.5, end: 1, word: ' Ask', probability: 0.9 },
              { start: 1.2, end: 2, word: ' not', probability: 0.8 },
            ],
          },
        ],
      },
    ],
    [
      'WhisperX',
      {
        language: 'en',
        segments: [
          {
            start: 0.5,
            end: 2,
            text: 'Ask not',
            speaker: 'SPEAKER_00',
            words: [
              { word: 'Ask', start: 0.5, end: 1, score: 0.9 },
              { word: 'not', start: 1.2, end: 2, score: 0.8 },
            ],
          },
        ],
      },
    ],
    [
      'whisper.cpp with tokens',
      {
        result: { language: 'en' },
        transcription: [
          {
            timestamps: { from: '00:00:00,500', to: '00:00:02,000' },
            offsets: { from: 500, to: 2000 },
            text: ' Ask not',
            tokens: [
              { text: '[_BEG_]', offsets: { from: 0, to: 0 }, p: 1 },
              { text: ' Ask', offsets: { from: 500, to: 1000 }, p: 0.9 },
              { text: ' not', offsets: { from: 1200, to: 2000 }, p: 0.8 },
            ],
          },
        ],
      },
    ],
    [
      'verbose_json with words outside',
      {
        language: 'english',
        segments: [{ start: 0.5, end: 2, text: 'Ask not' }],
        words: [
          { word: 'Ask', start: 0.5, end: 1, probability: 0.9 },
          { word: 'not', start: 1.2, end: 2, probability: 0.8 },
        ],
      },
    ],
  ])('reads %s', (_name, json) => {
    const { data, kind, leftOut } = readJson(json);
    expect({ kind, leftOut }).toEqual({ kind: 'whisper-json', leftOut: 0 });
    expect(data).toEqual({
      subject: 'transcript',
      fileName: 'talk.json',
      language: 'en',
      segments: [{ ...first, words }],
    });
  });

  it('reads segments without words: of whisper.cpp by clock alone, of transformers.js, and a bare list', () => {
    const expected = [{ ...first, words: [] }];
    const clock = { timestamps: { from: '00:00:00,500', to: '00:00:02,000' }, text: 'Ask not' };
    expect(readJson({ transcription: [clock] }).data.segments).toEqual(expected);
    expect(readJson({ text: '', chunks: [{ timestamp: [0.5, 2], text: ' Ask not' }] }).data.segments).toEqual(
      expected,
    );
    expect(readJson([{ start: '0:00.5', end: '2s', text: 'Ask not' }]).data.segments).toEqual(expected);
  });

  it('gives words without times the room between their neighbours', () => {
    const own = [
      { word: 'in', start: 0, end: 0.4 },
      { word: '1961' },
      { word: 'he', start: 1, end: 1.2 },
      { word: 'said' },
    ];
    const { data } = readJson({ segments: [{ start: 0, end: 2, text: 'in 1961 he said', words: own }] });
    expect(data.segments[0]?.words.map(({ text, startSec, endSec }) => [text, startSec, endSec])).toEqual([
      ['in', 0, 0.4],
      ['1961', 0.4, 1],
      ['he', 1, 1.2],
      ['said', 1.2, 2],
    ]);
  });

  it('copes with NaN, which Python writes', () => {
    const text =
      '{"language": "de", "segments": [{"start": 0, "end": 1, "text": "Ja", "avg_logprob": NaN, "words": [{"word": "Ja", "start": NaN, "end": 1}]}]}';
    expect(read(text, 'a.json').data.segments[0]?.words).toEqual([
      { text: 'Ja', startSec: 0, endSec: 1, confidence: null },
    ]);
  });

  it.each<readonly [unknown, string]>([
    [{ start: 5, end: 4, text: 'x' }, 'segments[1].end'],
    [{ start: -1, end: 4, text: 'x' }, 'segments[1].start'],
    [{ end: 4, text: 'x' }, 'segments[1].start'],
    [{ start: 1, end: 4, text: 7 }, 'segments[1].text'],
    ['x', 'segments[1]'],
  ])('refuses %j, or leaves it out', (bad, field) => {
    const json = { segments: [{ start: 0.5, end: 2, text: 'Ask not' }, bad] };
    expect(() => readJson(json)).toThrow(AppError);
    expect(() => readJson(json)).toThrow(field);
    expect(readJson(json, 'lenient')).toMatchObject({ leftOut: 1, entries: 1 });
  });
});

const srt = `\uFEFF1\r
00:00:00,500 --> 00:00:02,000\r
<i>Ask</i> {\\an8}not\r
\r
2\r
00:00:03,000 --> 00:00:04,500 X1:100\r
what your &amp; country\r
\r
can do\r
\r
00:05.5 --> 00:06\r
no number\r
`;

const vtt = `WEBVTT - a talk

STYLE
::cue { color: lime }

NOTE nothing --- of this

intro
00:00.500 --> 00:02.000 align:start
<v Kennedy>Ask not

00:00:03.000 --> 00:00:05.000
so<00:00:03.500><c> ask</c><00:00:04.000><c> what</c>
`;

describe('subtitles', () => {
  it('reads SRT as it is found', () => {
    const { data, kind } = read(srt, 'talk.de.srt');
    expect(kind).toBe('srt');
    expect(data).toMatchObject({ language: 'de', fileName: 'talk.de.srt' });
    expect(data.segments).toEqual([
      { ...first, words: [] },
      { startSec: 3, endSec: 4.5, text: 'what your & country can do', words: [] },
      { startSec: 5.5, endSec: 6, text: 'no number', words: [] },
    ]);
  });

  it('reads WebVTT, with times within cues as words', () => {
    const { data, kind } = read(vtt, 'talk.vtt');
    expect(kind).toBe('vtt');
    expect(data.language).toBeNull();
    expect(data.segments[0]).toEqual({ ...first, words: [] });
    expect(data.segments[1]?.text).toBe('so ask what');
    expect(data.segments[1]?.words.map(({ text, startSec, endSec }) => [text, startSec, endSec])).toEqual([
      ['so', 3, 3.5],
      ['ask', 3.5, 4],
      ['what', 4, 5],
    ]);
    expect(data.segments).toHaveLength(2);
  });

  it('names the line of a bad cue, or leaves it out', () => {
    const text = `${srt}\n4\n00:00:09,000 --> 00:00:08,000\nbackwards\n`;
    expect(() => read(text, 'a.srt')).toThrow(/line 15/);
    expect(read(text, 'a.srt', 'lenient')).toMatchObject({ leftOut: 1, entries: 3 });
  });

  it.each([
    ['not subtitles at all', 'a.srt', 'cues with a line'],
    ['00:01 --> 00:02\nx', 'a.vtt', 'WEBVTT'],
    ['{"segments": [', 'a.json', 'JSON'],
    ['whatever', 'a.doc', '.json, .srt or .vtt'],
  ])('refuses %j in %s', (text, fileName, expected) => {
    expect(() => read(text, fileName)).toThrow(expected);
  });
});

describe('transcriptFromSidecar', () => {
  it('gives every word a time and leaves out what lies beyond the clip', () => {
    const { data } = read(srt, 'talk.de.srt');
    const transcript = transcriptFromSidecar(data, { durationSec: 4 });
    expect(transcript).toMatchObject({ engine: 'talk.de.srt', language: 'de', removed: [] });
    expect(transcript.segments.map(({ endSec }) => endSec)).toEqual([2, 4]);
    const timed = transcript.segments.flatMap((segment) => segment.words);
    expect(timed.map(({ text }) => text).join(' ')).toBe('Ask not what your & country can do');
    expect(timed.every(({ startSec, endSec }) => endSec >= startSec && endSec <= 4)).toBe(true);
  });
});
