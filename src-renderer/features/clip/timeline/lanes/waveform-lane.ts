/** The sound, as loud as the clip's loudest moment is high; silences are shaded. */
import type { Lane } from '../lane.ts';
import { reducePeaks } from '../peaks.ts';
import { xOf } from '../time-scale.ts';
import { isAt, isInView } from './drawing.ts';

/** A clip that is quieter than this (-26 dBFS) is shown quiet: only noise would be magnified. */
const quietestPeak = 0.05;

export const waveformLane: Lane = {
  id: 'waveform',
  title: 'waveform',
  stage: 'waveform',
  heightPx: 48,
  usually: 'shown',
  has: ({ timeline: { waveform } }) => waveform !== null,
  draw({ timeline: { waveform, silences }, peaks }, { context, scale, heightPx, palette }) {
    context.fillStyle = palette.surface3;
    for (const span of silences) {
      if (!isInView(span, scale)) continue;
      const [from, to] = [xOf(span.startSec, scale), xOf(span.endSec, scale)];
      context.fillRect(from, 0, Math.max(1, to - from), heightPx);
    }
    const middle = heightPx / 2;
    context.fillStyle = palette.lineStrong;
    context.globalAlpha = 0.5;
    context.fillRect(0, Math.round(middle), scale.widthPx, 1);
    context.globalAlpha = 1;
    if (waveform === null || peaks === null) return;
    const reduced = reducePeaks(peaks, waveform.bucketSec, scale);
    const perUnit = (middle - 2) / (128 * Math.max(quietestPeak, waveform.peak));
    context.fillStyle = palette.good;
    for (let x = 0; x < scale.widthPx; x += 1) {
      const [low, high] = [reduced[2 * x] ?? 0, reduced[2 * x + 1] ?? 0];
      if (low === 0 && high === 0) continue;
      const top = middle - Math.max(0, high) * perUnit;
      const bottom = middle - Math.min(0, low) * perUnit;
      context.fillRect(x, top, 1, Math.max(1, bottom - top));
    }
  },
  tell: ({ timeline: { silences }, words }, timeSec) =>
    silences.some((span) => isAt(span, timeSec)) ? words.silence : null,
};
