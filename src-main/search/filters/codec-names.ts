/** What people call codecs, and what ffprobe does. */
import { foldText } from '../../platform/text-folding.ts';

const ffprobeNames: Readonly<Record<string, string>> = {
  ...{ h265: 'hevc', x265: 'hevc', x264: 'h264', avc: 'h264', h263: 'h263', av01: 'av1' },
  ...{ mpeg4part2: 'mpeg4', xvid: 'mpeg4', divx: 'mpeg4', mpeg2: 'mpeg2video', mpeg1: 'mpeg1video' },
  ...{ dnxhr: 'dnxhd', vc3: 'dnxhd', motionjpeg: 'mjpeg', wmv: 'wmv', wav: 'pcm', ac4: 'ac4', dolby: 'ac3' },
};

/** As ffprobe spells it, or the beginning of that. null: no name. */
export function parseCodec(text: string): string | null {
  const plain = foldText(text).replace(/[\s.-]+/g, '');
  if (!/^[a-z0-9_]{1,40}$/.test(plain)) return null;
  return (Object.hasOwn(ffprobeNames, plain) ? ffprobeNames[plain] : undefined) ?? plain;
}
