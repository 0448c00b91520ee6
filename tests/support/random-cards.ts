/** Clips, filters and orders by chance, and the naive way to find which clips pass and in which order. */
import fc from 'fast-check';
import {
  type ClipFilter,
  type ClipFilterInput,
  type ClipSort,
  sortKeys,
} from '../../src-preload/contract/cards.ts';
import { type MadeClip, plainClip } from './card-library.ts';

const none = fc.constant(null);
const picture: fc.Arbitrary<MadeClip['picture']> = fc
  .record({
    durationSec: fc.constantFrom(null, 0, 9.999, 10, 59, 60, 599.5, 600, 3599, 3600, 9000),
    size: fc.constantFrom(
      { width: 0, height: 1080 },
      { width: 1080, height: 1920 },
      { width: 3840, height: 2160 },
    ),
    ...{ codec: fc.constantFrom('h264', 'hevc'), hdr: fc.constantFrom(null, 'HLG', 'HDR10') },
  })
  .map(({ size, ...others }) => ({ ...others, ...size }));
const madeClip: fc.Arbitrary<MadeClip> = fc.record({
  files: fc.uniqueArray(
    fc.record({
      volume: fc.constantFrom('one', 'two'),
      path: fc
        .tuple(fc.constantFrom('', 'a/', 'a/b/', 'ab/'), fc.nat(60))
        .map(([at, n]) => `${at}Clip ${String(n)}.mp4`),
      state: fc.constantFrom('present', 'present', 'missing'),
    }),
    { maxLength: 2, selector: ({ volume, path }) => `${volume} ${path}` },
  ),
  sizeBytes: fc.constantFrom(1, 2, 3),
  picture: fc.oneof(none, picture, picture),
  exif: fc.oneof(
    none,
    fc.record({
      make: fc.constantFrom(null, 'SONY'),
      model: fc.constantFrom(null, 'A7'),
      taken: fc.constantFrom(
        null,
        '2019-01-01',
        '2019-01-01T00:00:00',
        '2020-05-05T10:00:00Z',
        '2020-05-05T09:59:59-08:00',
      ),
    }),
  ),
  jobs: fc.array(fc.constantFrom('waiting', 'running', 'done', 'skipped', 'failed', 'blocked'), {
    maxLength: 3,
  }),
  isQuarantined: fc.nat(9).map((value) => value === 0),
  rating: fc.constantFrom(null, null, 1, 3, 5),
  note: fc.constantFrom('', 'Good Light'),
  tags: fc.subarray(['sea', 'Clip 7']),
  isOpened: fc.boolean(),
});

const some = <T>(...values: T[]): fc.Arbitrary<T[]> =>
  fc.oneof(fc.constant<T[]>([]), fc.constant<T[]>([]), fc.subarray(values));
export const anyFilter: fc.Arbitrary<ClipFilterInput> = fc.record({
  text: fc.constantFrom('', '', '', 'clip', '1 CLIP', 'good sea', 'light'),
  place: fc.oneof(
    none,
    none,
    fc.record({ volume: fc.constantFrom('one', 'two'), folder: fc.constantFrom('', 'a', 'a/b', 'ab', 'b') }),
  ),
  resolutions: some('4k', '1080p', 'unknown'),
  codecs: some('h264', 'av1'),
  hdr: some('SDR', 'HLG'),
  cameras: some('SONY A7', 'A7'),
  durations: some('under-10s', 'under-1m', 'under-10m', 'under-1h', 'longer', 'unknown'),
  states: some('ready', 'working', 'failed', 'blocked', 'missing', 'quarantined'),
  tags: some('SEA', 'none'),
  ratingAtLeast: fc.constantFrom(0, 0, 0, 1, 3, 5),
  opened: fc.constantFrom('any', 'any', 'new'),
});
export const anySort: fc.Arbitrary<ClipSort> = fc.record({
  by: fc.constantFrom(...sortKeys),
  direction: fc.constantFrom('ascending', 'descending'),
});

/** A clip as the naive way looks at it. */
export interface KnownClip extends MadeClip {
  readonly id: string;
  readonly place: number;
}

const taken: Readonly<Record<string, number>> = {
  '2019-01-01': 1,
  '2019-01-01T00:00:00': 1,
  '2020-05-05T09:59:59-08:00': 2,
  '2020-05-05T10:00:00Z': 3,
};

function mainFile({ files }: MadeClip): MadeClip['files'][number] | undefined {
  return files.find(({ state }) => state === 'present') ?? files[0];
}

function keyOf(clip: KnownClip, by: (typeof sortKeys)[number]): number | null {
  const { width, height, durationSec } = clip.picture ?? { width: 0, height: 0, durationSec: null };
  // Clips without a file are called by their ids, which begin like no number.
  const name = /Clip (\d+)/.exec(mainFile(clip)?.path ?? '')?.[1];
  const keys = {
    name: name === undefined ? 1000 + clip.place : Number(name),
    taken: taken[clip.exif?.taken ?? ''] ?? null,
    added: clip.place,
    duration: durationSec,
    size: clip.sizeBytes,
    resolution: width * height === 0 ? null : width * height,
    rating: clip.rating,
  };
  return keys[by];
}

function stateOf({ files, jobs, isQuarantined }: MadeClip): string {
  if (isQuarantined) return 'quarantined';
  if (!files.some(({ state }) => state === 'present')) return 'missing';
  if (jobs.includes('failed')) return 'failed';
  if (jobs.includes('waiting') || jobs.includes('running')) return 'working';
  return jobs.includes('blocked') ? 'blocked' : 'ready';
}

function isAt(clip: MadeClip, volume: string, folder: string): boolean {
  const there = clip.files.filter(({ state }) => state === 'present');
  return (there.length > 0 ? there : clip.files).some((file) => {
    const parts = file.path.split('/').slice(0, -1);
    const wanted = folder === '' ? [] : folder.split('/');
    return file.volume === volume && wanted.every((part, index) => parts[index] === part);
  });
}

const limits = { 'under-10s': 10, 'under-1m': 60, 'under-10m': 600, 'under-1h': 3600, longer: Infinity };

function durationOf({ picture: seen }: MadeClip): string {
  const seconds = seen?.durationSec ?? null;
  return Object.entries(limits).find(([, limit]) => seconds !== null && seconds < limit)?.[0] ?? 'unknown';
}

function resolutionOf({ picture: seen }: MadeClip): string {
  const area = seen === null ? 0 : seen.width * seen.height;
  return area === 0 ? 'unknown' : area > 4_000_000 ? '4k' : '1080p';
}

function cameraOf({ exif }: MadeClip): string | null {
  const parts = [exif?.make, exif?.model].filter((part) => typeof part === 'string');
  return parts.length === 0 ? null : parts.join(' ');
}

export function passesNaively(clip: KnownClip, asked: ClipFilter): boolean {
  const among = (values: readonly string[], value: string | null): boolean =>
    values.length === 0 || (value !== null && values.includes(value));
  const { picture: seen } = clip;
  const name = mainFile(clip)?.path.split('/').at(-1) ?? clip.id;
  const words = asked.text.toLowerCase().split(' ').filter(Boolean);
  const spoken = [name, clip.note, ...clip.tags].map((text) => text.toLowerCase());
  return (
    words.every((word) => spoken.some((text) => text.includes(word))) &&
    (asked.place === null || isAt(clip, asked.place.volume, asked.place.folder)) &&
    among(asked.resolutions, resolutionOf(clip)) &&
    among(asked.codecs, seen?.codec ?? null) &&
    among(asked.hdr, facetsNaively.hdr(clip)) &&
    among(asked.cameras, cameraOf(clip)) &&
    among(asked.durations, durationOf(clip)) &&
    among(asked.states, stateOf(clip)) &&
    (asked.tags.length === 0 || clip.tags.some((tag) => asked.tags.includes(tag.toUpperCase()))) &&
    (clip.rating ?? 0) >= asked.ratingAtLeast &&
    (asked.opened === 'any' || !clip.isOpened)
  );
}

export function orderedNaively(clips: readonly KnownClip[], { by, direction }: ClipSort): KnownClip[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return clips.toSorted((a, b) => {
    const [first, second] = [keyOf(a, by), keyOf(b, by)];
    if (first === second) return a.place - b.place;
    if (first === null || second === null) return first === null ? 1 : -1;
    return sign * (first - second);
  });
}

/** What the naive way calls a value of a clip; null: it has none. */
export const facetsNaively = {
  resolutions: resolutionOf,
  codecs: ({ picture: seen }: MadeClip) => seen?.codec ?? null,
  hdr: ({ picture: seen }: MadeClip) => (seen === null ? null : (seen.hdr ?? 'SDR')),
  cameras: cameraOf,
  durations: durationOf,
  states: stateOf,
  ratings: ({ rating }: MadeClip) => (rating === null ? null : String(rating)),
} as const;

/** A place holds one file: of several clips at one the last would take it from the others. */
function withoutClashes(clips: readonly MadeClip[]): MadeClip[] {
  const taken = new Set<string>();
  return clips.map((clip) => ({
    ...plainClip,
    ...clip,
    files: clip.files.filter(({ volume, path }) => {
      const place = `${volume} ${path}`;
      const isFree = !taken.has(place);
      taken.add(place);
      return isFree;
    }),
  }));
}

/** Some of them, to be added in this order. */
export const anyClips = fc.array(madeClip, { maxLength: 25 }).map(withoutClashes);
