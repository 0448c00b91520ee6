/** What was measured of picture and sound, as curves. */
import type { Lane } from '../lane.ts';
import { drawCurve, nearestSample } from './drawing.ts';

const whiteLuma = 255;

/** Brightness as a curve; what has lost its detail comes in from the edge that it was lost at. */
export const exposureLane: Lane = {
  id: 'exposure',
  title: 'exposure',
  stage: 'exposure',
  heightPx: 40,
  usually: 'shown',
  has: ({ timeline: { exposure } }) => exposure !== null && exposure.samples.length > 0,
  draw({ timeline: { exposure } }, drawing) {
    const samples = exposure?.samples ?? [];
    const { context, heightPx, palette } = drawing;
    const luma = samples.map(({ timeSec, meanLuma }) => ({ timeSec, level: meanLuma / whiteLuma }));
    drawCurve(luma, drawing, { stroke: palette.text2, fill: palette.surface3 });
    context.globalAlpha = 0.5;
    const under = samples.map((sample) => ({
      timeSec: sample.timeSec,
      level: sample.underexposedPercent / 100,
    }));
    drawCurve(under, drawing, { stroke: null, fill: palette.info });
    // From above: the same upside down.
    context.save();
    context.translate(0, heightPx);
    context.scale(1, -1);
    const over = samples.map((sample) => ({
      timeSec: sample.timeSec,
      level: sample.overexposedPercent / 100,
    }));
    drawCurve(over, drawing, { stroke: null, fill: palette.danger });
    context.restore();
    context.globalAlpha = 1;
  },
  tell({ timeline: { exposure }, words }, timeSec) {
    const sample = nearestSample(exposure?.samples ?? [], timeSec);
    if (sample === undefined) return null;
    const brightness = words.brightness((sample.meanLuma / whiteLuma) * 100);
    const isClipped = sample.overexposedPercent >= 1 || sample.underexposedPercent >= 1;
    return isClipped
      ? `${brightness} · ${words.clipped(sample.overexposedPercent, sample.underexposedPercent)}`
      : brightness;
  },
};

/** Per cent of the picture's width a second: a brisk pan. Faster ones touch the top. */
const fastMotion = 60;

export const motionLane: Lane = {
  id: 'motion',
  title: 'motion',
  stage: 'picture',
  heightPx: 34,
  usually: 'hidden',
  has: ({ timeline: { picture } }) => picture !== null && picture.samples.length > 0,
  draw({ timeline: { picture } }, drawing) {
    const samples = picture?.samples ?? [];
    const sharpest = Math.max(1, ...samples.map(({ sharpness }) => sharpness));
    const { palette } = drawing;
    const motion = samples.map((sample) => ({ timeSec: sample.timeSec, level: sample.motion / fastMotion }));
    const sharpness = samples.map((sample) => ({
      timeSec: sample.timeSec,
      level: sample.sharpness / sharpest,
    }));
    drawCurve(motion, drawing, { stroke: palette.accent, fill: palette.accentSoft });
    drawCurve(sharpness, drawing, { stroke: palette.info, fill: null });
  },
  tell({ timeline: { picture }, words }, timeSec) {
    const sample = nearestSample(picture?.samples ?? [], timeSec);
    return sample === undefined ? null : words.motion(sample.motion);
  },
};

/** EBU R 128 short-term loudness, from as quiet as is measured worth drawing to full scale. */
const [quietestLufs, loudestLufs] = [-60, 0];

export const loudnessLane: Lane = {
  id: 'loudness',
  title: 'loudness',
  stage: 'loudness',
  heightPx: 34,
  usually: 'hidden',
  has: ({ timeline: { shortTermLoudness } }) =>
    shortTermLoudness?.lufs.some((value) => value !== null) ?? false,
  draw({ timeline: { shortTermLoudness } }, drawing) {
    if (shortTermLoudness === null) return;
    const { stepSec, lufs } = shortTermLoudness;
    const points = lufs.map((value, index) => ({
      timeSec: (index + 1) * stepSec,
      level: value === null ? null : (value - quietestLufs) / (loudestLufs - quietestLufs),
    }));
    drawCurve(points, drawing, { stroke: drawing.palette.good, fill: drawing.palette.surface3 });
  },
  tell({ timeline: { shortTermLoudness }, words }, timeSec) {
    if (shortTermLoudness === null) return null;
    const { stepSec, lufs } = shortTermLoudness;
    const value = lufs[Math.max(0, Math.round(timeSec / stepSec) - 1)];
    return value === null || value === undefined ? null : words.loudness(value);
  },
};
