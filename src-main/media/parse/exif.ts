/** Builds the `exif` artifact from exiftool's tags ("Group1:Tag" -> value, numeric values). Pure. */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { cameraOf } from './exif-camera.ts';
import { datesOf } from './exif-dates.ts';
import { placeOf, positionOf } from './exif-location.ts';
import { indexTags, isBinary, splitKey, textOf, type TagIndex } from './exif-tags.ts';
import { isObject, toText } from './lenient.ts';

type Exif = Artifact<'exif'>;

export function buildExif(tags: Readonly<Record<string, unknown>>): Exif {
  const index = indexTags(tags);
  const position = positionOf(tags);
  const dates = datesOf(tags);
  return {
    ...cameraOf(index),
    latitude: position?.latitude ?? null,
    longitude: position?.longitude ?? null,
    altitudeM: position?.altitudeM ?? null,
    place: placeOf(index),
    taken: dates.taken?.iso ?? null,
    created: dates.created?.iso ?? null,
    modified: dates.modified?.iso ?? null,
    takenZone: dates.taken?.zone ?? null,
    software: textOf(index, [
      'Software',
      'SoftwareVersion',
      'CreatorTool',
      'WritingApp',
      'Encoder',
      'EncodingTool',
    ]),
    artist: textOf(index, ['Artist', 'Creator', 'By-line', 'Author', 'Director']),
    copyright: textOf(index, ['Copyright', 'Rights', 'CopyrightNotice']),
    description: textOf(index, [
      'Description',
      'ImageDescription',
      'Caption-Abstract',
      'LongDescription',
      'Comment',
    ]),
    keywords: keywordsOf(index),
    all: groupTags(tags),
  };
}

/** Groups where keywords are one text with commas or semicolons; elsewhere they are a list, and commas belong to them. */
const singleText = /^(Keys|ItemList|UserData|QuickTime|ASF|RIFF)$/;

function keywordsOf(index: TagIndex): string[] {
  const found = ['Keywords', 'Subject', 'Keyword'].flatMap((name) => index.get(name) ?? []);
  const words = found.flatMap(({ group, value }) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = values.map(toText).filter((text) => text !== null);
    return singleText.test(group) ? texts.flatMap((text) => text.split(/[,;]/)) : texts;
  });
  return [...new Set(words.map((word) => word.trim()).filter((word) => word !== ''))];
}

/** Left out: what the file system says (it changes with every copy), exiftool's own version, and the name it was given. */
const leftOut = /^(System:|ExifTool:ExifToolVersion$|SourceFile$)/;

function groupTags(tags: Readonly<Record<string, unknown>>): Exif['all'] {
  const groups = new Map<string, Map<string, unknown>>();
  for (const [key, value] of Object.entries(tags)) {
    if (leftOut.test(key) || isBinary(value)) continue;
    const { group, name } = splitKey(key);
    if (group === '') continue;
    const found = groups.get(group) ?? new Map<string, unknown>();
    found.set(name, plainJson(value));
    groups.set(group, found);
  }
  return Object.fromEntries([...groups].map(([group, found]) => [group, Object.fromEntries(found)]));
}

/** Values as JSON can hold them, for what tools may hand over beyond it (adding zero turns -0 into 0). */
function plainJson(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (Array.isArray(value)) return value.filter((item) => !isBinary(item)).map(plainJson);
  if (!isObject(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([name, content]) => [name, plainJson(content)]));
}
