/**
 * ffprobe's JSON as it really comes: fields missing, "N/A", numbers as text, keys in any case. Everything is read
 * leniently, so that one odd field never costs the rest; a value that makes no sense is null.
 */
import { z } from 'zod';
import { isObject, toNumber, toTerm, toText } from './lenient.ts';

/** A field of an object that may be missing. */
const field = <T>(read: (value: unknown) => T) => z.unknown().prefault(null).transform(read);

const text = field(toText);
const term = field(toTerm);
const number = field(toNumber);
const wholeNumber = field((value) => {
  const found = toNumber(value);
  return found !== null && Number.isSafeInteger(found) ? found : null;
});
const flag = field((value) => toNumber(value) === 1);

/** Containers spell keys as they like ("DURATION" in Matroska, "duration" elsewhere): here they are lower case. */
const tags = field((value): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  if (!isObject(value)) return found;
  for (const [key, content] of Object.entries(value)) {
    const asText = toText(content);
    if (asText !== null) found.set(key.toLowerCase(), asText);
  }
  return found;
});

/** An array of objects; whatever else stands in it is left out. */
const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value.filter(isObject) : []), z.array(item)).prefault([]);

const objectOr = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (isObject(value) ? value : {}), item).prefault({});

/** Side data differ by `side_data_type`; whoever knows a type reads its fields with `toNumber` and `toText`. */
const sideData = listOf(z.looseObject({ side_data_type: text }));
export type SideData = z.output<typeof sideData>[number];

const disposition = objectOr(
  z.object({
    default: flag,
    forced: flag,
    attached_pic: flag,
    timed_thumbnails: flag,
    still_image: flag,
  }),
);

const stream = z.object({
  index: wholeNumber,
  codec_type: term,
  codec_name: term,
  codec_long_name: term,
  codec_tag_string: term,
  profile: term,
  level: wholeNumber,
  width: wholeNumber,
  height: wholeNumber,
  pix_fmt: term,
  sample_aspect_ratio: term,
  display_aspect_ratio: term,
  avg_frame_rate: term,
  r_frame_rate: term,
  time_base: term,
  field_order: term,
  refs: wholeNumber,
  bits_per_raw_sample: wholeNumber,
  bits_per_sample: wholeNumber,
  bit_rate: number,
  duration: number,
  nb_frames: wholeNumber,
  color_range: term,
  color_space: term,
  color_transfer: term,
  color_primaries: term,
  chroma_location: term,
  closed_captions: flag,
  sample_rate: wholeNumber,
  channels: wholeNumber,
  channel_layout: term,
  disposition,
  tags,
  side_data_list: sideData,
});
export type FfprobeStream = z.output<typeof stream>;

const format = objectOr(
  z.object({
    format_name: text,
    format_long_name: text,
    start_time: number,
    duration: number,
    bit_rate: number,
    tags,
  }),
);

const chapters = listOf(z.object({ start_time: number, end_time: number, tags }));

const frames = listOf(
  z.object({
    interlaced_frame: flag,
    top_field_first: flag,
    color_range: term,
    color_space: term,
    color_transfer: term,
    color_primaries: term,
    chroma_location: term,
    side_data_list: sideData,
  }),
);
export type FfprobeFrame = z.output<typeof frames>[number];

const report = objectOr(z.object({ format, streams: listOf(stream), chapters, frames }));

/** What one ffprobe call said; sections that it was not asked for are empty. */
export type FfprobeReport = z.output<typeof report>;

/** Never throws: JSON that is not ffprobe's gives a report without streams. */
export function parseFfprobeJson(json: unknown): FfprobeReport {
  return report.parse(json);
}
