/**
 * Bit depth and chroma subsampling by the name of ffmpeg's pixel format.
 * Names and layouts: libavutil/pixdesc.c ("ffprobe -show_pixel_formats" prints the same table).
 */

interface Rule {
  readonly name: RegExp;
  readonly bitDepth: number | null;
  readonly chroma: string | null;
}

/** Packed and semi-planar formats, whose names do not spell out their depth or sampling. First match wins. */
const packedFormats: readonly Rule[] = [
  { name: /^(nv12|nv21)$/, bitDepth: 8, chroma: '4:2:0' },
  { name: /^(nv16|uyvy422|yuyv422|yvyu422)$/, bitDepth: 8, chroma: '4:2:2' },
  { name: /^nv20/, bitDepth: 10, chroma: '4:2:2' },
  { name: /^(nv24|nv42|vuya|vuyx|ayuv|uyva|vyu444)$/, bitDepth: 8, chroma: '4:4:4' },
  { name: /^uyyvyy411$/, bitDepth: 8, chroma: '4:1:1' },
  { name: /^(ayuv64|xv48)/, bitDepth: 16, chroma: '4:4:4' },
  { name: /^(xv30|v30x)/, bitDepth: 10, chroma: '4:4:4' },
  { name: /^xv36/, bitDepth: 12, chroma: '4:4:4' },
  { name: /^x2(rgb|bgr)10/, bitDepth: 10, chroma: null },
  { name: /^(rgb|bgr)48|^(rgba|bgra|argb|abgr)64/, bitDepth: 16, chroma: null },
  { name: /^xyz12/, bitDepth: 12, chroma: null },
  { name: /^ya16/, bitDepth: 16, chroma: '4:0:0' },
  { name: /^ya8$/, bitDepth: 8, chroma: '4:0:0' },
  { name: /^mono[wb]$/, bitDepth: 1, chroma: '4:0:0' },
  { name: /^(rgb|bgr)(565|555|444|8|4)/, bitDepth: null, chroma: null },
  { name: /^(rgb24|bgr24|[argbx0]{4}|pal8|gbrp|gbrap)$/, bitDepth: 8, chroma: null },
];

/** p010 and its kin: p<sampling><depth>, where 0 = 4:2:0, 2 = 4:2:2, 4 = 4:4:4. */
const semiPlanarDeep = /^p([024])(10|12|16)(le|be)?$/;
/** yuv420p, yuvj422p, yuva444p10le, gray12le, gbrp10be, grayf32le. */
const planar = /^(?:yuv[aj]?(\d{3})p|(gray)|gbra?p)f?(\d+)?(le|be)?$/;

function factsOf(pixelFormat: string): { bitDepth: number | null; chroma: string | null } {
  const deep = semiPlanarDeep.exec(pixelFormat);
  if (deep !== null) {
    return {
      bitDepth: Number(deep[2]),
      chroma: deep[1] === '0' ? '4:2:0' : deep[1] === '2' ? '4:2:2' : '4:4:4',
    };
  }
  const packed422 = /^y2(10|12|16)(le|be)?$/.exec(pixelFormat);
  if (packed422 !== null) return { bitDepth: Number(packed422[1]), chroma: '4:2:2' };
  const packed = packedFormats.find((rule) => rule.name.test(pixelFormat));
  if (packed !== undefined) return packed;
  const match = planar.exec(pixelFormat);
  if (match === null) return { bitDepth: null, chroma: null };
  const chroma =
    match[1] !== undefined ? match[1].replace(/(\d)(?=\d)/g, '$1:') : match[2] === undefined ? null : '4:0:0';
  return { bitDepth: match[3] === undefined ? 8 : Number(match[3]), chroma };
}

/**
 * Bits of one colour component. The stream's own number of significant bits is finer than the format's where it fits
 * into it (12 bits stored in 16); null where neither is known or components differ (RGB 5-6-5).
 */
export function bitDepthOf(pixelFormat: string | null, bitsPerRawSample: number | null): number | null {
  const stored = pixelFormat === null ? null : factsOf(pixelFormat).bitDepth;
  const raw = bitsPerRawSample !== null && bitsPerRawSample > 0 && bitsPerRawSample <= (stored ?? 32);
  return raw ? bitsPerRawSample : stored;
}

/** "4:2:0" and the like; null for RGB, palettes and what is unknown. */
export function chromaSubsamplingOf(pixelFormat: string | null): string | null {
  return pixelFormat === null ? null : factsOf(pixelFormat).chroma;
}
