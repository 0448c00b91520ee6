/**
 * Transcripts as JSON: openai-whisper, faster-whisper and WhisperX (`segments` with `words`), whisper.cpp (`transcription` with
 * `offsets`, and `tokens` with -ojf), transformers.js and Hugging Face pipelines (`chunks` with `timestamp`), and OpenAI's
 * verbose_json (words on the outside).
 */
import type { SidecarData } from '../../../src-preload/contract/sidecars.ts';
import { whisperCppTokens, whisperCppWords } from '../../media/parse/whisper-cpp-words.ts';
import { parseTimestamp } from '../timestamp.ts';
import { BadField, type EntryReader, fieldOf, isObject, type JsonObject, objectOf } from './entry-reading.ts';

type Transcript = Extract<SidecarData, { subject: 'transcript' }>;
type Segment = Transcript['segments'][number];
type Word = Segment['words'][number];

const listNames = ['segments', 'transcription', 'chunks'] as const;

/** Whether this is a transcript rather than a list of objects. */
export function isWhisperJson(json: unknown): boolean {
  if (Array.isArray(json)) return isObject(json[0]) && 'text' in json[0] && !('bbox' in json[0]);
  return isObject(json) && listNames.some((name) => Array.isArray(json[name]));
}

export function readWhisperJson(json: unknown, fileName: string, entries: EntryReader): Transcript {
  const file: JsonObject = Array.isArray(json) ? { segments: json } : objectOf('', json, 'an object');
  const [name, list] = fieldOf(file, listNames);
  if (!Array.isArray(list)) throw new BadField(name, list, `a list under ${listNames.join(', ')}`);
  const segments = list.flatMap((each: unknown, at) =>
    entries.read(`${name}[${at}]`, () => segmentOf(objectOf('', each, 'an object'))),
  );
  const outside = Array.isArray(file['words']) ? wordsOf(file['words'], 0, Infinity) : [];
  return {
    ...{ subject: 'transcript', fileName, language: languageOf(file) },
    segments: segments
      .filter(({ text }) => text !== '')
      .map((segment) => (segment.words.length > 0 ? segment : withWords(segment, outside)))
      .toSorted((one, other) => one.startSec - other.startSec),
  };
}

function segmentOf(entry: JsonObject): Segment {
  const [textName, value] = fieldOf(entry, ['text', 'transcript', 'sentence']);
  if (typeof value !== 'string') throw new BadField(textName, value, 'a text');
  const { startSec, endSec } = timesOf(entry);
  const text = value.trim();
  const tokens = whisperCppTokens.safeParse(entry['tokens']);
  const words = Array.isArray(entry['words'])
    ? wordsOf(entry['words'], startSec, endSec)
    : tokens.success && isObject(entry['offsets'])
      ? whisperCppWords(text, startSec, endSec, tokens.data)
      : [];
  return { startSec, endSec, text, words };
}

const expectedTimes = 'seconds or a clock time, the end not before the start';

/** @throws BadField */
function timesOf(entry: JsonObject): { startSec: number; endSec: number } {
  const { offsets, timestamps, timestamp } = entry;
  const [startName, start, endName, end] =
    isObject(offsets) && typeof offsets['from'] === 'number' && typeof offsets['to'] === 'number'
      ? (['offsets.from', offsets['from'] / 1000, 'offsets.to', offsets['to'] / 1000] as const)
      : isObject(timestamps)
        ? (['timestamps.from', timestamps['from'], 'timestamps.to', timestamps['to']] as const)
        : Array.isArray(timestamp)
          ? ([
              'timestamp[0]',
              timestamp[0] as unknown,
              'timestamp[1]',
              (timestamp[1] ?? timestamp[0]) as unknown,
            ] as const)
          : ([
              ...fieldOf(entry, ['start', 'start_time', 'startTime', 'from']),
              ...fieldOf(entry, ['end', 'end_time', 'endTime', 'to']),
            ] as const);
  const startSec = secondsOf(start);
  if (startSec === null) throw new BadField(startName, start, expectedTimes);
  const endSec = secondsOf(end);
  if (endSec === null || endSec < startSec) throw new BadField(endName, end, expectedTimes);
  return { startSec, endSec };
}

function secondsOf(value: unknown): number | null {
  return parseTimestamp(typeof value === 'string' ? value.replace(',', '.') : value);
}

/** Words without times (WhisperX has none for numbers) get the room between their neighbours. Bad ones cost no segment. */
function wordsOf(list: readonly unknown[], startSec: number, endSec: number): Word[] {
  const read = list.flatMap((each) => {
    if (!isObject(each)) return [];
    const [, text] = fieldOf(each, ['word', 'text', 'token']);
    if (typeof text !== 'string' || text.trim() === '') return [];
    const [, score] = fieldOf(each, ['probability', 'score', 'confidence', 'conf', 'p']);
    const confidence = typeof score === 'number' ? Math.min(1, Math.max(0, score)) : null;
    const from = secondsOf(fieldOf(each, ['start', 'start_time', 'from'])[1]);
    const to = secondsOf(fieldOf(each, ['end', 'end_time', 'to'])[1]);
    return [{ text: text.trim(), from, to, confidence }];
  });
  let beforeSec = startSec;
  return read.map(({ text, from, to, confidence }, at) => {
    const nextSec = read.slice(at + 1).find((word) => word.from !== null)?.from ?? endSec;
    const wordStartSec = from ?? beforeSec;
    const wordEndSec = Math.max(wordStartSec, to ?? (Number.isFinite(nextSec) ? nextSec : wordStartSec));
    beforeSec = wordEndSec;
    return { text, startSec: wordStartSec, endSec: wordEndSec, confidence };
  });
}

/** Words that stand outside of the segments belong to that in which their middle is. */
function withWords(segment: Segment, words: readonly Word[]): Segment {
  const { startSec, endSec } = segment;
  const within = words.filter((word) => {
    const middleSec = (word.startSec + word.endSec) / 2;
    return middleSec >= startSec && middleSec < endSec;
  });
  return { ...segment, words: within };
}

/** "en", "english", "en-US". */
function languageOf(file: JsonObject): string | null {
  const outer = [file, file['result'], file['info'], file['params']].filter(isObject);
  const stated = outer.map((each) => each['language']).find((value) => typeof value === 'string');
  if (typeof stated !== 'string') return null;
  const name = stated.trim().toLowerCase();
  return /^[a-z]{2}(?:[-_]|$)/.test(name) ? name.slice(0, 2) : codeOfLanguage(name);
}

function codeOfLanguage(name: string): string | null {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes.find((code) => names.of(code)?.toLowerCase() === name) ?? null;
}
