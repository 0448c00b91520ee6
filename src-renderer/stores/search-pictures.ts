/** Pictures that somebody gave the window to search with. They are sent small, and are gone with the window. */
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Embedded, SearchAsking } from './search-asking.ts';

interface Picture {
  readonly base64: string;
  embedded: Embedded | null;
}

/** Models look at far smaller ones. */
const mostSidePx = 768;
const quality = 0.9;
const mostKept = 8;

export class SearchPictures {
  readonly #asking: SearchAsking;
  readonly #pictures = new Map<string, Picture>();
  #taken = 0;

  constructor(asking: SearchAsking) {
    this.#asking = asking;
  }

  /** @throws AppError bad-arguments where the browser can't read it as a picture */
  async take(file: Blob): Promise<{ readonly key: string; readonly address: string }> {
    const small = await shrunk(file);
    this.#taken += 1;
    const key = String(this.#taken);
    this.#pictures.set(key, { base64: await base64Of(small), embedded: null });
    for (const oldest of [...this.#pictures.keys()].slice(0, Math.max(0, this.#pictures.size - mostKept)))
      this.#pictures.delete(oldest);
    return { key, address: URL.createObjectURL(small) };
  }

  /** null: this window does not have it (any more). @throws AppError */
  async embedded(key: string, signal: AbortSignal): Promise<Embedded | null> {
    const picture = this.#pictures.get(key);
    if (picture === undefined) return null;
    if (picture.embedded !== null) return picture.embedded;
    const embedded = await this.#asking.embedPicture(picture.base64, signal);
    // A model that comes later makes it possible.
    if (embedded.vectors.length > 0) picture.embedded = embedded;
    return embedded;
  }
}

/** As a JPEG, whatever kind of picture it was. */
async function shrunk(file: Blob): Promise<Blob> {
  const name = file instanceof File ? file.name : file.type;
  const bitmap = await createImageBitmap(file).catch((thrown: unknown) => {
    throw new AppError('bad-arguments', { detail: `not a picture that can be read: ${name}` }, thrown);
  });
  const scale = Math.min(1, mostSidePx / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((px) => Math.max(1, Math.round(px * scale)));
  const canvas = new OffscreenCanvas(width ?? 1, height ?? 1);
  const context = canvas.getContext('2d');
  if (context === null) throw new AppError('internal', { detail: 'no canvas to draw on' });
  // What shines through is on white, as on a page.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality });
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  // A call has a limit of arguments.
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}
