/**
 * Objects as JSON, as YOLO v5 (pandas records), Ultralytics v8 (`tojson`) and scripts around them write it: a list of detections
 * that each say their frame or time, a list of frames with detections, or an object of frames by number.
 */
import type { SidecarData } from '../../../src-preload/contract/sidecars.ts';
import type { ImportFacts } from '../../pipeline/stage.ts';
import { parseTimestamp } from '../timestamp.ts';
import {
  BadField,
  type EntryReader,
  fieldOf,
  isObject,
  type JsonObject,
  numberOf,
  objectOf,
} from './entry-reading.ts';
import { boxOf, conventionOf, type RawBox, rawBoxOf } from './yolo-boxes.ts';

type Objects = Extract<SidecarData, { subject: 'objects' }>;
type Detection = Objects['detections'][number];

const listNames = [
  'detections',
  'objects',
  'predictions',
  'results',
  'boxes',
  'annotations',
  'tracks',
] as const;
const frameListNames = ['frames', 'images', ...listNames] as const;
const frameNames = [
  'frame',
  'frame_id',
  'frame_number',
  'frame_index',
  'frame_idx',
  'frame_num',
  'frameNumber',
  'frameIndex',
];
const timeNames = [
  'timestamp',
  'time',
  'time_sec',
  'timestamp_sec',
  'timestamp_seconds',
  'seconds',
  'sec',
  't',
  'start',
  'start_time',
];
const millisecondNames = ['timestamp_ms', 'time_ms', 'ms', 'msec', 'timestampMs'];
const labelNames = [
  'name',
  'label',
  'class_name',
  'className',
  'category',
  'category_name',
  'class',
  'cls',
  'class_id',
  'classId',
  'category_id',
];
const confidenceNames = ['confidence', 'conf', 'score', 'probability', 'prob'];
const trackNames = ['track_id', 'trackId', 'tracker_id', 'track', 'object_id'];

interface Placed {
  /** Where it stands in the file. */
  readonly place: string;
  readonly entry: JsonObject;
  /** The frame that it is part of says when it was; itself where it stands alone. */
  readonly frame: JsonObject;
}

interface Raw extends Omit<Detection, 'box'> {
  readonly place: string;
  readonly rawBox: RawBox;
}

/** @throws BadField where the file is no such list, or (strict) one of its entries is bad */
export function readYoloJson(json: unknown, facts: ImportFacts, entries: EntryReader): Objects {
  const file = isObject(json) ? json : {};
  const placed = placedEntries(json);
  const reading = {
    rate: rateOf(file, facts),
    names: file['names'] ?? file['classes'],
    scale: confidenceScale(placed),
  };
  const raws = placed.flatMap(({ place, entry, frame }) =>
    entries.read(place, () => ({ place, ...rawOf(objectOf('', entry, 'an object'), frame, reading) })),
  );
  const size = sizeOf(file, facts);
  const convention = conventionOf(
    raws.map(({ rawBox }) => rawBox),
    fieldOf(file, ['bbox_format', 'box_format', 'format'])[1],
    size,
  );
  const detections = raws.flatMap(({ place, rawBox, ...found }: Raw) =>
    entries.read(place, () => ({ ...found, box: boxOf(rawBox, convention) })),
  );
  return { subject: 'objects', detections: detections.toSorted((one, other) => one.timeSec - other.timeSec) };
}

function placedEntries(json: unknown): Placed[] {
  if (Array.isArray(json)) return listed(json, '');
  const file = objectOf('', json, 'a list, or an object with a list of detections or frames');
  const [name, value] = fieldOf(file, frameListNames);
  if (Array.isArray(value)) return listed(value, name);
  if (isObject(value)) return byNumber(value, name);
  const isNumbered = Object.keys(file).some((key) => /^\d+$/.test(key));
  if (isNumbered) return byNumber(file, '');
  throw new BadField(name, value, `a list under ${frameListNames.join(', ')}, or frames by number`);
}

function listed(list: readonly unknown[], outer: string): Placed[] {
  return list.flatMap((each, at) => {
    const place = `${outer}[${at}]`;
    if (!isObject(each)) return [{ place, entry: each as JsonObject, frame: {} }];
    const [name, inner] = fieldOf(each, listNames);
    if (!Array.isArray(inner)) return [{ place, entry: each, frame: each }];
    return inner.map((entry: unknown, index) => ({
      ...{ place: `${place}.${name}[${index}]`, frame: each },
      entry: entry as JsonObject,
    }));
  });
}

/** {"0": [...], "25": {"detections": [...]}}. */
function byNumber(frames: JsonObject, outer: string): Placed[] {
  return Object.entries(frames).flatMap(([key, value]) => {
    if (!/^\d+$/.test(key)) return [];
    const [name, inner] = isObject(value) ? fieldOf(value, listNames) : ['', value];
    const list: readonly unknown[] = Array.isArray(inner) ? inner : [value];
    const frame = { frame: Number(key), ...(isObject(value) ? value : {}) };
    const place = [outer, key, name].filter((part) => part !== '').join('.');
    return list.map((entry, at) => ({ place: `${place}[${at}]`, frame, entry: entry as JsonObject }));
  });
}

interface Reading {
  readonly rate: number | null;
  readonly names: unknown;
  readonly scale: number;
}

function rawOf(entry: JsonObject, frame: JsonObject, reading: Reading): Omit<Raw, 'place'> {
  const [confidenceName, stated] = fieldOf(entry, confidenceNames);
  const expected = 'a confidence from 0 to 1, or in per cent';
  const confidence = numberOf(confidenceName, stated, expected) / reading.scale;
  // Rounding takes some a little beyond 1.
  if (confidence < 0 || confidence > 1.01) throw new BadField(confidenceName, stated, expected);
  const track = fieldOf(entry, trackNames)[1];
  return {
    timeSec: timeOf(entry, frame, reading.rate),
    label: labelOf(entry, reading.names),
    confidence: Math.min(1, confidence),
    track: typeof track === 'number' && Number.isInteger(track) ? track : null,
    rawBox: rawBoxOf(entry),
  };
}

function timeOf(entry: JsonObject, frame: JsonObject, rate: number | null): number {
  const sources = [entry, frame];
  for (const source of sources) {
    const [name, value] = fieldOf(source, timeNames);
    if (value === undefined) continue;
    const timeSec = parseTimestamp(value);
    if (timeSec === null) throw new BadField(name, value, 'seconds or a clock time such as 0:30');
    return timeSec;
  }
  for (const source of sources) {
    const [name, value] = fieldOf(source, millisecondNames);
    if (value !== undefined) return notNegative(name, value, 'milliseconds') / 1000;
  }
  for (const source of sources) {
    const [name, value] = fieldOf(source, frameNames);
    if (value === undefined) continue;
    const number = notNegative(name, value, 'the number of a frame, from 0');
    if (rate === null)
      throw new BadField('fps', undefined, `frames a second, to tell when frame ${number} is`);
    return number / rate;
  }
  throw new BadField('timestamp', undefined, 'a time (timestamp) or the number of a frame (frame)');
}

function notNegative(name: string, value: unknown, expected: string): number {
  const number = numberOf(name, value, expected);
  if (number < 0) throw new BadField(name, value, expected);
  return number;
}

/** A number is looked up among the names that the file gives: a list, or an object by number. */
function labelOf(entry: JsonObject, names: unknown): string {
  const [field, value] = fieldOf(entry, labelNames);
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  const expected = 'the name of a class';
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new BadField(field, value, expected);
  const found: unknown = Array.isArray(names)
    ? names[value]
    : isObject(names)
      ? names[String(value)]
      : undefined;
  return typeof found === 'string' && found !== '' ? found : `class ${value}`;
}

/** 100 where a file has them in per cent. */
function confidenceScale(placed: readonly Placed[]): number {
  const stated = placed.map(({ entry }) =>
    isObject(entry) ? Number(fieldOf(entry, confidenceNames)[1]) : 0,
  );
  const most = stated.reduce(
    (highest, value) => (Number.isFinite(value) ? Math.max(highest, value) : highest),
    0,
  );
  return most > 1.01 && most <= 100 ? 100 : 1;
}

const rateNames = ['fps', 'frame_rate', 'frameRate', 'framerate'];

function rateOf(file: JsonObject, facts: ImportFacts): number | null {
  const stated = [file, ...headsOf(file)].map((head) => fieldOf(head, rateNames)[1]);
  const rate = stated.map(Number).find((value) => Number.isFinite(value) && value > 0);
  return rate ?? facts.framesPerSecond;
}

/** Pixels are those of the picture that the program saw, which may have been smaller. */
function sizeOf(file: JsonObject, facts: ImportFacts): { width: number; height: number } {
  for (const head of [file, ...headsOf(file)]) {
    const width = Number(fieldOf(head, ['width', 'frame_width', 'image_width', 'w'])[1]);
    const height = Number(fieldOf(head, ['height', 'frame_height', 'image_height', 'h'])[1]);
    if (width > 0 && height > 0) return { width, height };
  }
  return { width: facts.width, height: facts.height };
}

function headsOf(file: JsonObject): JsonObject[] {
  return ['video', 'metadata', 'video_info', 'info', 'meta'].map((name) => file[name]).filter(isObject);
}
