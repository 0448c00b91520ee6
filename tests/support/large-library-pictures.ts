/** A handful of posters and filmstrips, made once; the clips of a large library share them. */
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { clipFolder } from '../../src-main/pipeline/output-store.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface SharedPictures {
  readonly folder: string;
  readonly poster: Artifact<'poster'>;
  /** As of a clip of this length. */
  filmstrip(durationSec: number): Artifact<'filmstrip'>;
}

const pictureSets = 24;
const uprightFrom = 18;
const columns = 10;
const tileCount = 40;

/** @returns pictures for landscape clips, then for upright ones; where they are below the library's folder */
export async function makeSharedPictures(libraryPath: string): Promise<SharedPictures[]> {
  return Promise.all(Array.from({ length: pictureSets }, (_, index) => makeSet(libraryPath, index)));
}

export function pictureSetOf(clip: Size, chance: number): number {
  const isUpright = clip.height > clip.width;
  const [first, count] = isUpright ? [uprightFrom, pictureSets - uprightFrom] : [0, uprightFrom];
  return first + Math.floor(chance * count);
}

/** A clip's folder is a link to that of its pictures: a hundred thousand of them take seconds and no space. */
export function linkPictures(libraryPath: string, clipId: string, pictures: SharedPictures): void {
  symlinkSync(pictures.folder, clipFolder(libraryPath, clipId), 'dir');
}

async function makeSet(libraryPath: string, index: number): Promise<SharedPictures> {
  const name = `large-pictures-${String(index)}`;
  const folder = join(libraryPath, 'clips', name);
  const upright = index >= uprightFrom;
  const posterSize = upright ? { width: 360, height: 640 } : { width: 640, height: 360 };
  const tile = upright ? { width: 90, height: 160 } : { width: 160, height: 90 };
  const sheet = { width: tile.width * columns, height: (tile.height * tileCount) / columns };
  const poster = await drawn(posterSize, [shape(posterSize, index, 0.3)], 80);
  const tiles = Array.from({ length: tileCount }, (_, at) => {
    const x = (at % columns) * tile.width;
    const y = Math.floor(at / columns) * tile.height;
    return `<g transform="translate(${String(x)} ${String(y)})">${shape(tile, index, at / tileCount)}</g>`;
  });
  const strip = await drawn(sheet, tiles, 70);
  const file = { ...posterSize, ...write(folder, 'poster', 'poster.jpg', poster) };
  const stripFile = { ...sheet, ...write(folder, 'filmstrip', 'filmstrip.jpg', strip) };
  return {
    folder: join('..', name),
    poster: { ...file, timeSec: 1, toneMapped: false, candidates: [] },
    filmstrip: (durationSec) => ({
      ...{ ...stripFile, tileWidth: tile.width, tileHeight: tile.height, columns, toneMapped: false },
      tileTimesSec: Array.from({ length: tileCount }, (_, at) => (at * durationSec) / tileCount),
    }),
  };
}

/** A horizon under a sun that moves over the clip's time. */
function shape({ width, height }: Size, index: number, time: number): string {
  const hue = (index * 360) / pictureSets;
  const horizon = height * (0.55 + 0.2 * Math.sin(index));
  const sun = { x: width * (0.1 + 0.8 * time), y: horizon * (0.8 - 0.6 * Math.sin(time * Math.PI)) };
  return (
    `<rect width="${String(width)}" height="${String(height)}" fill="hsl(${String(hue)},45%,${String(40 + 25 * time)}%)"/>` +
    `<circle cx="${String(sun.x)}" cy="${String(sun.y)}" r="${String(height / 9)}" fill="hsl(${String(hue + 40)},80%,75%)"/>` +
    `<rect y="${String(horizon)}" width="${String(width)}" height="${String(height - horizon)}" fill="hsl(${String(hue + 160)},30%,25%)"/>`
  );
}

async function drawn({ width, height }: Size, shapes: readonly string[], quality: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}">${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten().jpeg({ quality }).toBuffer();
}

function write(folder: string, stage: string, name: string, bytes: Buffer) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const key = sha256.slice(0, 12);
  mkdirSync(join(folder, stage, key), { recursive: true });
  writeFileSync(join(folder, stage, key, name), bytes);
  return { path: `${stage}/${key}/${name}`, sizeBytes: bytes.byteLength, sha256, mediaType: 'image/jpeg' };
}
