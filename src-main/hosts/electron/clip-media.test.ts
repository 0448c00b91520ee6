import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { MediaLocation } from '../../engine/process/protocol.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { clipMedia, readAddress } from './clip-media.ts';

const bytes = Buffer.from(Array.from({ length: 1_000 }, (_value, index) => index % 251));
let location: MediaLocation;
const asked: string[] = [];

const serve = clipMedia({
  locateMedia: (clipId, kind) => {
    asked.push(`${clipId}/${kind}`);
    if (clipId === 'nobody') return Promise.resolve(null);
    if (clipId === 'engine-gone') return Promise.reject(new AppError('engine-unavailable'));
    return Promise.resolve(location);
  },
});

const get = (address: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  serve(new Request(address, { headers, method }));
const bodyOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

beforeAll(async () => {
  const path = join(await tempDir(), 'clip.mp4');
  await writeFile(path, bytes);
  location = { path, sizeBytes: bytes.length, mediaType: 'video/mp4', entityTag: 'abc' };
});

describe('media of clips', () => {
  it('are sent whole', async () => {
    const response = await get('media://clip/clip1/original');
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      etag: '"abc"',
    });
    expect((await bodyOf(response)).equals(bytes)).toBe(true);
  });

  it.each([
    ['bytes=0-99', 0, 99],
    ['bytes=990-', 990, 999],
    ['bytes=-10', 990, 999],
    ['bytes=500-500', 500, 500],
    ['bytes=900-5000', 900, 999],
  ])('are sent in pieces: %s', async (range, start, end) => {
    const response = await get('media://clip/clip1/original', { range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/1000`);
    expect((await bodyOf(response)).equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  it('tell who asks for a piece behind their end how long they are', async () => {
    const response = await get('media://clip/clip1/original', { range: 'bytes=1000-' });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */1000');
  });

  it('are not sent again to who has them, and may be kept for ever with a version', async () => {
    expect((await get('media://clip/clip1/poster', { 'if-none-match': '"abc"' })).status).toBe(304);
    const versioned = await get('media://clip/clip1/poster?v=1', {}, 'HEAD');
    expect(versioned.headers.get('cache-control')).toContain('immutable');
    expect(versioned.body).toBeNull();
  });

  it('may be read by scripts of the window, and by no others', async () => {
    const response = await get('media://clip/clip1/waveform');
    expect(response.headers.get('access-control-allow-origin')).toBe('app://rushes');
  });

  it('let go of the file when a player goes elsewhere', async () => {
    const path = join(await tempDir(), 'long.mp4');
    await writeFile(path, Buffer.alloc(8_000_000, 1));
    const serveLong = clipMedia({
      locateMedia: () => Promise.resolve({ ...location, path, sizeBytes: 8_000_000 }),
    });
    const response = await serveLong(new Request('media://clip/clip1/original'));
    const reader = response.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
    await rm(path);
    expect((await serveLong(new Request('media://clip/clip1/original'))).status).toBe(404);
  });

  it('that are not there, or can not be asked for just now, are told apart', async () => {
    expect((await get('media://clip/nobody/original')).status).toBe(404);
    expect((await get('media://clip/engine-gone/original')).status).toBe(503);
  });

  it('are only read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await get('media://clip/clip1/original', {}, method)).status).toBe(405);
  });
});

describe('readAddress', () => {
  it.each([
    'media://clip/../../etc/passwd',
    'media://clip/%2e%2e/original',
    'media://clip/..%2foriginal',
    'media://clip//etc/passwd',
    'media://clip/abcd/original/more',
    'media://clip/abcd/original%00',
    'media://clip/abcd/secrets',
    'media://clip/abcd',
    'media://clip/ab/original',
    'media://clip/abcd/original?path=/etc/passwd',
    'media://clip/abcd/original?v=1&v=2',
    'media://clip/abcd\\original',
    'media://other/abcd/original',
    'media://clip.evil/abcd/original',
    'media://x@clip/abcd/original',
    'http://clip/abcd/original',
    'media://clip',
    '',
  ])('knows nothing by %s', (address) => {
    expect(readAddress(address)).toBeNull();
  });

  it('reads what the contract writes', () => {
    expect(readAddress('media://clip/a-B_9/filmstrip?v=2%2F1')).toEqual({
      clipId: 'a-B_9',
      kind: 'filmstrip',
      address: 'versioned',
    });
  });
});
