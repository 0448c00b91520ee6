/** The picture under the pointer while clips are dragged out. */
import type { NativeImage } from 'electron';
import { Buffer } from 'node:buffer';

/** In pixels: large enough to be known, small enough to see where it is dropped. */
const iconHeight = 96;

interface ImageMaker {
  createFromPath(path: string): NativeImage;
  createFromBitmap(bytes: Buffer, options: { width: number; height: number }): NativeImage;
}

/** Electron refuses to drag without a picture: a clip without one gets a plain dark frame. */
export function dragIcon(images: ImageMaker, posterPath: string | null): NativeImage {
  const poster = posterPath === null ? null : images.createFromPath(posterPath);
  if (poster !== null && !poster.isEmpty()) return poster.resize({ height: iconHeight });
  const size = { width: Math.round((iconHeight * 16) / 9), height: iconHeight };
  return images.createFromBitmap(plainPicture(size.width, size.height), size);
}

/** Four bytes a pixel: blue, green, red, opacity. */
function plainPicture(width: number, height: number): Buffer {
  return Buffer.alloc(width * height * 4, Buffer.from([0x3a, 0x34, 0x32, 0xff]));
}
