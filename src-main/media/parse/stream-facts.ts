/** Facts that streams of every kind have, wherever their container keeps them. */
import type { FfprobeStream } from './ffprobe-json.ts';
import { toNumber } from './lenient.ts';

/** A stream whose number is known. */
export type IndexedStream = FfprobeStream & { readonly index: number };

/** "und" is ISO 639's word for "undetermined": the same as saying nothing. */
export function languageOf(stream: FfprobeStream): string | null {
  const language = stream.tags.get('language') ?? null;
  return language === null || /^(und|unk|`*)$/i.test(language) ? null : language;
}

/** "01:02:03.004000000", as Matroska's statistics tags have it, in seconds. */
function clockSeconds(text: string | undefined): number | null {
  const match = /^(\d+):([0-5]?\d):([0-5]?\d(?:\.\d+)?)$/.exec(text ?? '');
  return match === null ? null : Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
}

/** Seconds by the header, else by the tag that Matroska writers leave; null if neither is there. */
export function streamDuration(stream: FfprobeStream): number | null {
  return notNegative(stream.duration) ?? clockSeconds(stream.tags.get('duration'));
}

/** Bits a second by the header, else by the tag that mkvmerge leaves. */
export function streamBitRate(stream: FfprobeStream): number | null {
  return positive(stream.bit_rate) ?? positive(toNumber(stream.tags.get('bps')));
}

/** ffprobe prints bytes that are no letters as "[27]"; a code of four zeros is no code. */
export function codecTagOf(stream: FfprobeStream): string | null {
  return stream.codec_tag_string === '[0][0][0][0]' ? null : stream.codec_tag_string;
}

export function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

export function notNegative(value: number | null): number | null {
  return value !== null && value >= 0 ? value : null;
}
