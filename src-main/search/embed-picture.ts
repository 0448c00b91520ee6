/** From a picture that somebody gives to pixels as models are shown those of clips. */
import sharp from 'sharp';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Picture } from '../../src-preload/contract/inference-tasks.ts';

/** As the frames of clips are for the stage `picture-features`: the same picture then has the same vector. */
const longSidePixels = 640;
/** 100 megapixels: more than cameras make, and what is unpacked stays below 300 MB. */
const mostPixels = 100_000_000;
const formats: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'heif', 'avif']);

/** @throws AppError bad-arguments for what is no JPEG, PNG, WebP or AVIF, or has too many pixels */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  try {
    const opened = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', animated: false });
    const { format } = await opened.metadata();
    if (!formats.has(format)) throw new Error(`a picture in the format ${format}`);
    const { data, info } = await opened
      .autoOrient()
      .resize({ width: longSidePixels, height: longSidePixels, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'black' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`a picture of ${String(info.channels)} channels`);
    return { pixels: new Uint8Array(data), width: info.width, height: info.height };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('bad-arguments', { detail: `the picture cannot be read: ${reason}` }, error);
  }
}
