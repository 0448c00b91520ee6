/**
 * SubRip (.srt; it has no standard: as VLC and ffmpeg read it) and WebVTT (.vtt; W3C, "WebVTT: The Web Video Text Tracks Format").
 * Tolerant: cues without a number, times with a comma or a point, with or without hours, blank lines within a cue of SRT.
 */
import type { SidecarData } from '../../../src-preload/contract/sidecars.ts';
import { BadField, type EntryReader } from './entry-reading.ts';

type Transcript = Extract<SidecarData, { subject: 'transcript' }>;
type Segment = Transcript['segments'][number];
type Word = Segment['words'][number];

const clock = String.raw`(?:\d+:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,9})?`;
const cueTimes = new RegExp(String.raw`^\s*(\S+)\s+-->\s+(\S+)`);
const wholeClock = new RegExp(`^${clock}$`);
const arrow = '-->';
const clockTag = new RegExp(`<(${clock})>`, 'g');
/** <i>, <font color="…">, <c.yellow>, <v Speaker>, {\an8}. */
const markup = /<\/?[a-z][^<>]*>|\{\\[^{}]*\}/giu;
const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', lrm: '', rlm: '' },
};

export function readSubtitles(text: string, fileName: string, entries: EntryReader): Transcript {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const isVtt = /^WEBVTT(?:\s|$)/.test(lines[0] ?? '');
  const cues = cuesOf(lines, isVtt);
  if (cues.length === 0 && !isVtt) {
    throw new BadField(
      '',
      lines.find((line) => line.trim() !== '') ?? '',
      'cues with a line like 00:00:01,000 --> 00:00:02,000',
    );
  }
  const segments = cues.flatMap((cue) => entries.read(`line ${cue.line}`, () => segmentOf(cue)));
  const spoken = segments.filter((segment) => segment.text !== '');
  return {
    ...{ subject: 'transcript', fileName, language: languageOfName(fileName) },
    segments: spoken.toSorted((one, other) => one.startSec - other.startSec),
  };
}

interface Cue {
  /** Of the times, counted from 1. */
  readonly line: number;
  readonly times: string;
  readonly text: readonly string[];
}

/** A cue is a line with an arrow and what follows, up to the next one; a number or name right before that is not text. */
function cuesOf(lines: readonly string[], isVtt: boolean): Cue[] {
  const starts = lines.flatMap((line, at) => (line.includes(arrow) ? [at] : []));
  return starts.map((start, index) => {
    const next = starts[index + 1];
    const body = lines.slice(
      start + 1,
      next === undefined ? lines.length : next - (hasName(lines, next) ? 1 : 0),
    );
    const blank = isVtt ? body.indexOf('') : -1;
    return { line: start + 1, times: lines[start] ?? '', text: blank < 0 ? body : body.slice(0, blank) };
  });
}

function hasName(lines: readonly string[], start: number): boolean {
  const before = lines[start - 1]?.trim() ?? '';
  return before !== '' && (/^\d+$/.test(before) || (lines[start - 2] ?? '').trim() === '');
}

function segmentOf({ times, text }: Cue): Segment {
  const [, from, to] = cueTimes.exec(times) ?? [];
  const expected = 'two times like 00:00:01,000 --> 00:00:02,000, the second not before the first';
  const startSec = clockSec(from);
  const endSec = clockSec(to);
  if (startSec === null || endSec === null || endSec < startSec)
    throw new BadField('', times.trim(), expected);
  const whole = text.join('\n');
  return { startSec, endSec, text: plain(whole), words: timedWords(whole, startSec, endSec) };
}

function clockSec(text: string | undefined): number | null {
  if (text === undefined || !wholeClock.test(text)) return null;
  return text
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Words with times of their own, as YouTube writes them into cues: "so<00:00:01.200><c> ask</c>". None where a cue has no such. */
function timedWords(text: string, startSec: number, endSec: number): Word[] {
  const parts = text.split(clockTag);
  if (parts.length === 1) return [];
  const stretches: { startSec: number; text: string }[] = [];
  let fromSec = startSec;
  for (const [at, part] of parts.entries()) {
    if (at % 2 === 1) fromSec = clockSec(part) ?? fromSec;
    else if (plain(part) !== '') stretches.push({ startSec: fromSec, text: plain(part) });
  }
  return stretches.map((stretch, at) => ({
    ...stretch,
    endSec: Math.max(stretch.startSec, stretches[at + 1]?.startSec ?? endSec),
    confidence: null,
  }));
}

function plain(text: string): string {
  return text
    .replaceAll(clockTag, '')
    .replaceAll(markup, '')
    .replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]+);/giu, (whole: string, name: string) => {
      if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    })
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** "talk.en.srt", "talk.pt-BR.vtt". */
function languageOfName(fileName: string): string | null {
  return /\.([a-z]{2})(?:-[a-z]{2})?\.[a-z]+$/i.exec(fileName)?.[1]?.toLowerCase() ?? null;
}
