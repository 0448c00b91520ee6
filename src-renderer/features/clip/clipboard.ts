/** Copying, as far as the window may. */
import { AppError } from '../../../src-preload/contract/errors.ts';

/** @throws AppError not-offered */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (thrown) {
    throw notCopied(thrown);
  }
}

/** The frame that is shown, in its full size, as a PNG picture. @throws AppError not-offered */
export async function copyFrame(video: HTMLVideoElement): Promise<void> {
  try {
    // The promise goes into the clipboard item: waiting for it first would lose the click's permission in Safari.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': pictureOf(video) })]);
  } catch (thrown) {
    throw notCopied(thrown);
  }
}

async function pictureOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

function notCopied(thrown: unknown): AppError {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('not-offered', { detail }, thrown);
}
