import { describe, expect, it } from 'vitest';
import { type MediaRequest, mediaResponse } from './media-response.ts';

const file = { sizeBytes: 1000, mediaType: 'video/mp4', entityTag: 'abc' };
const ask = (over: Partial<MediaRequest> = {}, of: Partial<typeof file> = {}) =>
  mediaResponse(
    {
      method: 'GET',
      range: undefined,
      ifNoneMatch: undefined,
      ifRange: undefined,
      address: 'changing',
      ...over,
    },
    { ...file, ...of },
  );

describe('mediaResponse', () => {
  it('gives the whole where nothing else is asked for', () => {
    const { status, headers, bytes } = ask();
    expect([status, bytes]).toEqual([200, { start: 0, end: 999 }]);
    expect(headers).toMatchObject({
      etag: '"abc"',
      'accept-ranges': 'bytes',
      'content-type': 'video/mp4',
      'content-length': '1000',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox') as string,
    });
    expect(headers).not.toHaveProperty('content-range');
  });

  it('lets what has a version be kept for ever', () => {
    expect(ask({ address: 'versioned' }).headers['cache-control']).toBe(
      'private, max-age=31536000, immutable',
    );
  });

  it.each([
    ['bytes=0-99', 0, 99],
    ['bytes=100-', 100, 999],
    ['bytes=-100', 900, 999],
    ['bytes=-5000', 0, 999],
    ['bytes=990-5000', 990, 999],
    ['bytes=0-0', 0, 0],
    ['BYTES=5-6', 5, 6],
  ])('gives the range %s', (range, start, end) => {
    const { status, headers, bytes } = ask({ range });
    expect([status, bytes]).toEqual([206, { start, end }]);
    expect(headers).toMatchObject({
      'content-range': `bytes ${String(start)}-${String(end)}/1000`,
      'content-length': String(end - start + 1),
    });
  });

  it.each(['bytes=0-1,5-6', 'bytes=1-0', 'frames=0-1', 'bytes', 'bytes=', 'bytes=a-b', 'bytes=-'])(
    'gives the whole, or nothing, for %s',
    (range) => {
      const { status, bytes } = ask({ range });
      // A range that ends before it begins is invalid, and may be passed over or refused (RFC 9110, 14.1.1).
      if (range === 'bytes=1-0') expect([200, 416]).toContain(status);
      else expect([status, bytes]).toEqual([200, { start: 0, end: 999 }]);
    },
  );

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('cannot give %s', (range) => {
    const { status, headers, bytes } = ask({ range });
    expect([status, bytes]).toEqual([416, null]);
    expect(headers).toMatchObject({ 'content-range': 'bytes */1000', 'cache-control': 'no-store' });
  });

  it.each(['"abc"', 'W/"abc"', '"x", "abc"', '*'])('has nothing new for If-None-Match: %s', (ifNoneMatch) => {
    const { status, headers, bytes } = ask({ ifNoneMatch, range: 'bytes=0-1' });
    expect([status, bytes]).toEqual([304, null]);
    expect(headers['etag']).toBe('"abc"');
    expect(headers).not.toHaveProperty('content-length');
  });

  it('goes on only with the same bytes', () => {
    expect(ask({ range: 'bytes=5-', ifRange: '"abc"' }).status).toBe(206);
    for (const ifRange of ['"abd"', 'W/"abc"', 'Fri, 20 Nov 2026 08:00:00 GMT'])
      expect(ask({ range: 'bytes=5-', ifRange }).status).toBe(200);
    expect(ask({ ifNoneMatch: '"abd"' }).status).toBe(200);
  });

  it('tells the size without the bytes', () => {
    const { status, headers, bytes } = ask({ method: 'HEAD', range: 'bytes=0-1' });
    expect([status, bytes, headers['content-length']]).toEqual([200, null, '1000']);
  });

  it('has an answer for an empty file', () => {
    expect(ask({}, { sizeBytes: 0 })).toMatchObject({
      status: 200,
      bytes: null,
      headers: { 'content-length': '0' },
    });
    expect(ask({ range: 'bytes=0-' }, { sizeBytes: 0 }).status).toBe(416);
    expect(ask({ range: 'bytes=-5' }, { sizeBytes: 0 }).status).toBe(416);
  });
});
