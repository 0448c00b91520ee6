import { z } from 'zod';
import { parseFfprobeJson } from '../../media/parse/ffprobe-json.ts';
import { buildProbe, probeArguments } from '../../media/parse/probe.ts';
import { defineStage } from '../stage.ts';

/** Container and stream headers: one ffprobe call, a few dozen milliseconds, enough to play the clip. */
export default defineStage({
  name: 'probe',
  title: 'Streams',
  version: 1,
  tier: 1,
  requires: [],
  provides: ['probe'],
  queue: 'io',
  params: z.object({}),
  async run({ media, filePath }) {
    const report = parseFfprobeJson(await media.ffprobe(probeArguments));
    return { state: 'done', artifacts: { probe: buildProbe(report, filePath) } };
  },
});
