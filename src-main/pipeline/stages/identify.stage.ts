import { z } from 'zod';
import { defineStage } from '../stage.ts';

/**
 * The full SHA-256 of the content. The clip's quick identity (size and samples of its bytes) was taken when the file
 * was found; nothing is called a duplicate before this hash says so.
 */
export default defineStage({
  name: 'identify',
  title: 'Content hash',
  version: 1,
  tier: 2,
  requires: [],
  provides: ['identity'],
  queue: 'io',
  params: z.object({}),
  async run({ filePath, clip, hashFile }) {
    const sha256 = await hashFile(filePath);
    return { state: 'done', artifacts: { identity: { sha256, sizeBytes: clip.sizeBytes } } };
  },
});
