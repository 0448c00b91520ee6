/**
 * What `new:stage` writes: a frame analyzer that measures the mean brightness. It compiles, passes lint and works, so
 * that a new stage is changed from one working state to the next.
 */

/**
 * A key of an object literal: quoted only where it must be.
 *
 * @param {string} name
 */
const key = (name) => (name.includes('-') ? `'${name}'` : name);

/** @param {string} name */
function titleOf(name) {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The line for the contract's list of artifacts.
 *
 * @param {string} name
 */
export const artifactEntry = (name) => `  ${key(name)}: z.object({ meanLuma: z.number().min(0).max(255) }),`;

/** @param {string} name */
export const stageSource = (name) => `import { z } from 'zod';
import { defineFrameAnalyzer } from '../stage.ts';

/**
 * Mean luma of the whole clip, 0 (black) to 255 (white), over frames sampled at even distances.
 */
export default defineFrameAnalyzer({
  name: '${name}',
  title: '${titleOf(name)}',
  version: 1,
  tier: 2,
  requires: ['probe'],
  provides: ['${name}'],
  params: z.object({
    framesPerSecond: z.number().positive().default(2).describe('Frames looked at per second of the clip.'),
  }),
  wishes: ({ params }) => ({
    frames: {
      sample: { rate: { perSecond: params.framesPerSecond }, width: 32, height: 18, pixelFormat: 'gray' },
    },
  }),
  begin() {
    let sum = 0;
    let pixelCount = 0;
    return {
      onFrame({ pixels }) {
        for (let at = 0; at < pixels.length; at += 1) sum += pixels[at] ?? 0;
        pixelCount += pixels.length;
      },
      finish() {
        if (pixelCount === 0) return { state: 'skipped', reason: 'no frame could be decoded' };
        const meanLuma = sum / pixelCount;
        return { state: 'done', artifacts: { ${key(name)}: { meanLuma } } };
      },
    };
  },
});
`;

/** @param {string} name */
export const stageTestSource = (name) => `import { describe, expect, it } from 'vitest';
import { makeClip, runStage, tempDir } from '../../../tests/support/stage-harness.ts';
import stage from './${name}.stage.ts';

describe('${name}', () => {
  it.each([
    { colour: 'black', meanLuma: 0 },
    { colour: 'gray', meanLuma: 128 },
    { colour: 'white', meanLuma: 255 },
  ])('measures a $colour clip', async ({ colour, meanLuma }) => {
    const source = \`color=c=\${colour}:size=64x36:rate=10:duration=1,format=yuv420p\`;
    const clip = await makeClip(await tempDir(), 'clip.mp4', ['-f', 'lavfi', '-i', source]);
    const { outcome } = await runStage(stage, clip);
    if (outcome.state !== 'done') throw new Error(outcome.reason);
    const measured = outcome.artifacts${name.includes('-') ? `['${name}']` : `.${name}`}?.meanLuma ?? NaN;
    expect(Math.abs(measured - meanLuma)).toBeLessThan(3);
  });
});
`;
