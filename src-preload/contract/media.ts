/**
 * What of a clip can be looked at. Windows name it by clip and kind and never by path:
 *
 *   <base>/<clip id>/<kind>[?v=<version>]
 *
 * where <base> is `/media` on the web host and `media://clip` in Electron. An answer to an address with a version may be
 * kept for ever. Ranges (RFC 9110, one range) and entity tags hold for all kinds.
 */
import { z } from 'zod';

export const mediaKinds = ['original', 'proxy', 'poster', 'filmstrip', 'waveform'] as const;
export type MediaKind = (typeof mediaKinds)[number];
export const mediaKind = z.enum(mediaKinds);

export const mediaClipId = z.string().regex(/^[A-Za-z0-9_-]{4,64}$/);

export function mediaAddress(base: string, clipId: string, kind: MediaKind, version: string | null): string {
  const query = version === null ? '' : `?v=${encodeURIComponent(version)}`;
  return `${base}/${encodeURIComponent(clipId)}/${kind}${query}`;
}
