/** The raw frame layouts that analyzers may ask for. */
export type PixelFormat = 'gray' | 'rgb24';

export function bytesPerPixel(format: PixelFormat): 1 | 3 {
  return format === 'gray' ? 1 : 3;
}
