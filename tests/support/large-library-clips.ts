/** Believable clips by the number, for libraries of any size. The same number gives the same clip in every run. */
import { createHash } from 'node:crypto';
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { madeProbe } from './made-probe.ts';

interface Camera {
  readonly make: string | null;
  readonly model: string | null;
  readonly codec: string;
  readonly sizes: readonly (readonly [number, number])[];
  readonly rates: readonly number[];
  readonly hdr: readonly Artifact<'probe'>['video']['hdr']['format'][];
  readonly megabitsPerSec: number;
  /** Of the n-th clip, taken at that time. */
  fileName(index: number, taken: Date): string;
}

export interface LargeClip {
  readonly id: string;
  readonly volume: number;
  readonly folder: string;
  readonly fileName: string;
  /** Folder of a second file with the same content; null: there is one file. */
  readonly copyFolder: string | null;
  readonly state: 'ready' | 'working' | 'failed' | 'blocked' | 'missing' | 'quarantined' | 'new';
  readonly camera: { readonly make: string | null; readonly model: string | null };
  readonly codec: string;
  readonly containerName: string;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly hdr: Artifact<'probe'>['video']['hdr']['format'];
  readonly durationSec: number;
  readonly sizeBytes: number;
  /** null: the file does not say. */
  readonly taken: string | null;
  readonly rating: number | null;
  readonly isOpened: boolean;
  readonly tags: readonly string[];
  readonly note: string;
}

export const largeLibraryVolumes = [
  { identity: 'uuid:large-archive', kind: 'local', label: 'Archive', mountPath: '/media/archive' },
  { identity: 'uuid:large-travel', kind: 'removable', label: 'Travel SSD', mountPath: '/media/travel' },
  { identity: 'smb://nas/video', kind: 'network', label: 'NAS', mountPath: '/mnt/nas' },
  { identity: 'uuid:large-old', kind: 'removable', label: 'Old disk', mountPath: '/media/old' },
] as const;
const unpluggedVolume = 3;

const digits = (value: number, length: number): string => String(value).padStart(length, '0');
const day = (date: Date): string => date.toISOString().slice(0, 10).replaceAll('-', '');
const uhd = [3840, 2160] as const;
const fullHd = [1920, 1080] as const;

const cameras: readonly Camera[] = [
  {
    ...{ make: 'Apple', model: 'iPhone 15 Pro', codec: 'hevc', rates: [30, 60, 23.976], megabitsPerSec: 24 },
    ...{ sizes: [uhd, fullHd, [2160, 3840], [1080, 1920]], hdr: ['Dolby Vision', 'HLG', null] },
    fileName: (index) => `IMG_${digits(index % 10_000, 4)}.MOV`,
  },
  {
    ...{ make: 'GoPro', model: 'HERO11 Black', codec: 'hevc', rates: [59.94, 119.88], megabitsPerSec: 60 },
    ...{ sizes: [[5312, 2988], uhd, [2704, 1520]], hdr: [null] },
    fileName: (index) => `GX01${digits(index % 10_000, 4)}.MP4`,
  },
  {
    ...{ make: 'SONY', model: 'ILCE-7M4', codec: 'h264', rates: [25, 50], megabitsPerSec: 100 },
    ...{ sizes: [uhd, fullHd], hdr: [null, null, 'HLG'] },
    fileName: (index) => `C${digits(index % 10_000, 4)}.MP4`,
  },
  {
    ...{ make: 'DJI', model: 'Mavic 3', codec: 'h264', rates: [29.97], megabitsPerSec: 120 },
    ...{ sizes: [[5120, 2700], uhd], hdr: [null] },
    fileName: (index, taken) => `DJI_${day(taken)}_${digits(index % 1000, 4)}.MP4`,
  },
  {
    ...{ make: 'Canon', model: 'Canon EOS R5', codec: 'hevc', rates: [23.976], megabitsPerSec: 340 },
    ...{ sizes: [[8192, 4320], uhd], hdr: ['HDR10', null] },
    fileName: (index, taken) => `A001C${digits(index % 1000, 3)}_${day(taken).slice(2)}_CANON.MP4`,
  },
  {
    ...{ make: 'Google', model: 'Pixel 8', codec: 'h264', rates: [30, 29.84], megabitsPerSec: 18 },
    ...{ sizes: [fullHd, [1080, 1920], [1280, 720]], hdr: [null, 'HDR10+'] },
    fileName: (index, taken) => `PXL_${day(taken)}_${digits(index % 1_000_000, 6)}123.mp4`,
  },
  {
    ...{ make: null, model: null, codec: 'vp9', rates: [30, 25], megabitsPerSec: 4 },
    ...{ sizes: [[1280, 720], fullHd, [854, 480], [2560, 1440]], hdr: [null] },
    fileName: (index) => `Bildschirmaufnahme ${String(index % 400)}.webm`,
  },
  {
    ...{ make: null, model: null, codec: 'mpeg2video', rates: [25], megabitsPerSec: 8 },
    ...{ sizes: [[720, 576]], hdr: [null] },
    fileName: (index) => `Tape ${String((index % 60) + 1)} take ${String(index % 17)}.mpg`,
  },
  {
    ...{ make: 'Blackmagic Design', model: 'Pocket Cinema Camera 6K', codec: 'prores', rates: [24] },
    ...{ sizes: [[6144, 3456], uhd], hdr: [null], megabitsPerSec: 700 },
    fileName: (index, taken) => `Interview – ${day(taken)} – Größe ${String(index % 90)}.mov`,
  },
];

const places = ['Lisbon', 'Besuch bei Öma', 'Studio', 'Surf', 'Wedding', 'Garden', 'Alps', 'Office', 'Kyoto'];
const usualTags = ['keep', 'b-roll', 'interview', 'drone', 'Familie', 'sunset', 'broken sound', 'to grade'];
const containers: Readonly<Record<string, string>> = { webm: 'WebM', mpg: 'MPEG-PS', mov: 'QuickTime' };

/** Evenly spread numbers from 0 to 1, each from a seed and a name of its own: FNV-1a, and MurmurHash3's last mixing. */
function chanceOf(index: number): (what: string) => number {
  const start = Math.imul(index ^ 0x811c9dc5, 0x01000193);
  return (what) => {
    let hash = start;
    for (let at = 0; at < what.length; at += 1) hash = Math.imul(hash ^ what.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(from: readonly [T, ...T[]] | readonly T[], chance: number): T {
  const picked = from[Math.floor(chance * from.length)];
  if (picked === undefined) throw new Error('There is nothing to pick from.');
  return picked;
}

/** Clips come in shoots of some dozens, each on one day, in one folder, mostly of one camera. */
const clipsPerShoot = 67;

export function largeLibraryClip(index: number): LargeClip {
  const chance = chanceOf(index);
  const shoot = Math.floor(index / clipsPerShoot);
  const ofShoot = chanceOf(-1 - shoot);
  const camera = pick(cameras, chance('other camera') < 0.1 ? chance('camera') : ofShoot('camera') ** 1.5);
  const start = Date.UTC(2009, 0, 1) + ofShoot('day') * 17 * 365.25 * 86_400_000;
  const taken = new Date(start + (index % clipsPerShoot) * 240_000);
  const volume = Math.floor(ofShoot('volume') ** 1.3 * largeLibraryVolumes.length);
  const folder = shootFolder(taken, pick(places, ofShoot('place')), camera.model, ofShoot('depth'));
  const [width, height] = pick(camera.sizes, chance('size'));
  const durationSec = Math.round(1000 * 2 * Math.exp(chance('duration') ** 2 * 8)) / 1000;
  const fileName = camera.fileName(index, taken);
  return {
    id: createHash('sha256')
      .update(`large library ${String(index)}`)
      .digest('hex')
      .slice(0, 20),
    ...{ volume, folder, fileName, width, height, durationSec },
    copyFolder: chance('copy') < 0.03 ? `Backup/${String(taken.getUTCFullYear())}` : null,
    state: volume === unpluggedVolume ? 'missing' : stateOf(chance('state')),
    ...{ camera, codec: camera.codec },
    containerName: containers[fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()] ?? 'MP4',
    framesPerSecond: pick(camera.rates, chance('rate')),
    hdr: pick(camera.hdr, chance('hdr')),
    sizeBytes: Math.round((durationSec * camera.megabitsPerSec * 1e6) / 8),
    taken: chance('dated') < 0.07 ? null : takenText(taken, chance('zone')),
    ...said(chance),
  };
}

function said(chance: (what: string) => number): Pick<LargeClip, 'rating' | 'isOpened' | 'tags' | 'note'> {
  return {
    rating: chance('rated') < 0.2 ? 1 + Math.floor(chance('rating') * 5) : null,
    isOpened: chance('opened') < 0.6,
    tags: usualTags.filter((tag) => chance(`tag ${tag}`) < 0.03),
    note: chance('noted') < 0.03 ? 'Good light from the left; the end is shaky.' : '',
  };
}

function shootFolder(taken: Date, place: string, model: string | null, depth: number): string {
  const date = taken.toISOString().slice(0, 10);
  const top = `Footage/${date.slice(0, 4)}`;
  if (depth < 0.3) return `${top}/${date} ${place}`;
  return depth < 0.8 ? `${top}/${date} ${place}/${model ?? 'Other'}` : `${top}/${place}/${date}/CARD01/CLIPS`;
}

function takenText(taken: Date, chance: number): string {
  const local = taken.toISOString().slice(0, 19);
  return chance < 0.3 ? `${local}+02:00` : chance < 0.6 ? `${local}Z` : local;
}

function stateOf(chance: number): LargeClip['state'] {
  if (chance < 0.93) return 'ready';
  if (chance < 0.95) return 'failed';
  if (chance < 0.97) return 'working';
  if (chance < 0.98) return 'new';
  return chance < 0.99 ? 'blocked' : chance < 0.998 ? 'missing' : 'quarantined';
}

export function largeLibraryProbe(clip: LargeClip): Artifact<'probe'> {
  const { width, height, codec, framesPerSecond, durationSec, containerName } = clip;
  const hdr = { format: clip.hdr, masteringDisplay: null, maxCll: null, maxFall: null, dolbyVision: null };
  const size = { width, height, displayWidth: width, displayHeight: height };
  return madeProbe({
    containerName,
    durationSec,
    video: { codec, ...size, framesPerSecond, durationSec, hdr },
  });
}
