import { describe, expect, it } from 'vitest';
import { CameraPath } from './camera-path.ts';

const frameSec = 0.04;

/** Ten seconds of a picture that is at `position` (per cent of the width) at each time. */
function follow(position: (timeSec: number) => readonly [x: number, y: number], frames = 250): CameraPath {
  const path = new CameraPath();
  path.start(0);
  for (let frame = 1; frame < frames; frame += 1) {
    const timeSec = frame * frameSec;
    const [x, y] = position(timeSec);
    const [lastX, lastY] = position(timeSec - frameSec);
    const content = Math.hypot(x - lastX, y - lastY);
    path.add({ timeSec, durationSec: frameSec, x: x - lastX, y: y - lastY, content, aligned: true });
  }
  return path;
}

describe('CameraPath', () => {
  it('knows a tripod', () => {
    expect(follow(() => [0, 0]).summarize()).toStrictEqual({
      motion: 0,
      jitter: 0,
      stability: 1,
      cameraMotion: 'static',
    });
  });

  it.each([
    ['pan', 20, 0, 20],
    ['pan', -8, 2, Math.hypot(8, 2)],
    ['tilt', 0, 10, 10],
    ['tilt', 1, -6, Math.hypot(1, 6)],
    ['moving', 10, 8, Math.hypot(10, 8)],
    ['handheld', 2, 0, 2],
  ] as const)('knows a steady %s of %d and %d per cent a second', (cameraMotion, speedX, speedY, motion) => {
    const summary = follow((sec) => [sec * speedX, sec * speedY]).summarize();
    expect(summary.cameraMotion).toBe(cameraMotion);
    expect(summary.motion).toBeCloseTo(motion, 6);
    expect(summary.jitter).toBeCloseTo(0, 6);
    expect(summary.stability).toBeCloseTo(1, 6);
  });

  it('measures shaking: a sine of 5 Hz has a root mean square of its amplitude over the root of two', () => {
    const summary = follow((sec) => [0.8 * Math.sin(2 * Math.PI * 5 * sec), 0]).summarize();
    expect(summary.jitter).toBeCloseTo(0.8 / Math.SQRT2, 1);
    expect(summary.stability).toBeCloseTo(1 / (1 + (summary.jitter / 0.4) ** 2), 10);
    expect(summary.cameraMotion).toBe('handheld');
  });

  it('sees the pan under the shaking, and the shaking under the pan', () => {
    const shaking = (sec: number): number => 0.8 * Math.sin(2 * Math.PI * 5 * sec);
    const summary = follow((sec) => [sec * 15 + shaking(sec), 0]).summarize();
    expect(summary.cameraMotion).toBe('pan');
    expect(summary.jitter).toBeCloseTo(0.8 / Math.SQRT2, 1);
  });

  it('is less stable the more it shakes', () => {
    const stabilities = [0, 0.1, 0.4, 1.5].map(
      (amplitude) => follow((sec) => [0, amplitude * Math.sin(2 * Math.PI * 4 * sec)]).summarize().stability,
    );
    expect(stabilities).toStrictEqual(stabilities.toSorted((a, b) => b - a));
    expect(new Set(stabilities).size).toBe(4);
  });

  it('forgives a disturbance of two seconds in ten', () => {
    const summary = follow((sec) => [sec > 4 && sec < 6 ? 3 * Math.sin(sec * 30) : 0, 0]).summarize();
    expect(summary.stability).toBeGreaterThan(0.99);
    expect(summary.motion).toBeGreaterThan(1);
  });

  it('starts anew at cuts', () => {
    const path = new CameraPath();
    path.start(0);
    for (let frame = 1; frame < 200; frame += 1) {
      const aligned = frame % 50 !== 0;
      path.add({
        timeSec: frame * frameSec,
        durationSec: frameSec,
        x: aligned ? 0.4 : 0,
        y: 0,
        content: aligned ? 0.4 : 0,
        aligned,
      });
    }
    const summary = path.summarize();
    expect(summary.cameraMotion).toBe('pan');
    expect(summary.jitter).toBeCloseTo(0, 6);
    expect(summary.motion).toBeCloseTo(10, 6);
  });

  it('does not call pictures still that have nothing to do with one another', () => {
    const path = new CameraPath();
    path.start(0);
    for (let frame = 1; frame < 50; frame += 1) {
      path.add({ timeSec: frame, durationSec: 1, x: 0, y: 0, content: 0, aligned: false });
    }
    expect(path.summarize()).toMatchObject({ stability: 0, cameraMotion: 'moving' });
  });

  it('gives the motion of parts', () => {
    const path = follow((sec) => [sec < 5 ? 0 : (sec - 5) * 10, 0]);
    expect(path.motionBetween(0, 4.9)).toBe(0);
    expect(path.motionBetween(5.1, 9)).toBeCloseTo(10, 6);
    expect(path.motionBetween(20, 30)).toBe(0);
  });

  it.each([[0], [1], [2]])('copes with %d frames', (frames) => {
    const path = frames === 0 ? new CameraPath() : follow(() => [0, 0], frames);
    expect(path.summarize()).toStrictEqual({ motion: 0, jitter: 0, stability: 1, cameraMotion: 'static' });
  });
});
