/**
 * PURE: from what a player asks for to what it is answered, for a file that is there. RFC 9110: conditional requests in
 * §13, ranges in §14. One range is answered as such; several at once get the whole, which §14.2 allows.
 */
import parseRange from 'range-parser';
import type { MediaLocation } from '../../engine/process/protocol.ts';

export interface MediaRequest {
  readonly method: 'GET' | 'HEAD';
  /** The header fields as they came; undefined: not there. */
  readonly range: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifRange: string | undefined;
  /** Whether the address names a version, and so never gets other bytes. */
  readonly address: 'versioned' | 'changing';
}

export interface MediaResponse {
  readonly status: 200 | 206 | 304 | 416;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes to send, both ends included; null: no body. */
  readonly bytes: { readonly start: number; readonly end: number } | null;
}

export function mediaResponse(
  request: MediaRequest,
  { sizeBytes, mediaType, entityTag }: Pick<MediaLocation, 'sizeBytes' | 'mediaType' | 'entityTag'>,
): MediaResponse {
  const tag = `"${entityTag}"`;
  const common = {
    etag: tag,
    'accept-ranges': 'bytes',
    'cache-control':
      request.address === 'versioned' ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    'x-content-type-options': 'nosniff',
    // Whatever a file claims to be: opened by itself, it may run and load nothing.
    'content-security-policy': "default-src 'none'; media-src 'self'; img-src 'self'; sandbox",
  };
  if (matchesAny(request.ifNoneMatch, tag)) return { status: 304, headers: common, bytes: null };
  const range = request.method === 'GET' ? wantedRange(request, tag, sizeBytes) : 'whole';
  if (range === 'unsatisfiable') {
    const headers = { ...common, 'content-range': `bytes */${sizeBytes}`, 'content-length': '0' };
    return { status: 416, headers: { ...headers, 'cache-control': 'no-store' }, bytes: null };
  }
  const isWhole = range === 'whole';
  const bytes = isWhole ? { start: 0, end: sizeBytes - 1 } : range;
  const headers = {
    ...common,
    'content-type': mediaType,
    'content-length': String(bytes.end - bytes.start + 1),
    ...(isWhole ? {} : { 'content-range': `bytes ${bytes.start}-${bytes.end}/${sizeBytes}` }),
  };
  const hasBody = request.method === 'GET' && sizeBytes > 0;
  return { status: isWhole ? 200 : 206, headers, bytes: hasBody ? bytes : null };
}

function wantedRange(
  { range, ifRange }: MediaRequest,
  tag: string,
  sizeBytes: number,
): { readonly start: number; readonly end: number } | 'whole' | 'unsatisfiable' {
  // A date in If-Range never matches: we tell none (§13.1.5).
  if (range === undefined || (ifRange !== undefined && ifRange.trim() !== tag)) return 'whole';
  const suffixBytes = /^bytes=\s*-\s*(\d+)\s*$/i.exec(range)?.[1];
  // The parser refuses a suffix that is longer than the file; §14.1.2 means the whole by it.
  if (suffixBytes !== undefined && Number(suffixBytes) >= sizeBytes && sizeBytes > 0)
    return { start: 0, end: sizeBytes - 1 };
  const ranges = parseRange(sizeBytes, range);
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === -2 || ranges.type.toLowerCase() !== 'bytes' || range.includes(',')) return 'whole';
  return ranges[0] ?? 'whole';
}

/** Weak comparison (§8.8.3.2): "W/" makes no difference. */
function matchesAny(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}
