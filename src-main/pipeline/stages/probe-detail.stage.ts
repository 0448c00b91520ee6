import { z } from 'zod';
import { parseFfprobeJson } from '../../media/parse/ffprobe-json.ts';
import { packetArguments, packetsForFirstFrames, parsePackets } from '../../media/parse/packets.ts';
import { buildProbeDetail, frameArguments } from '../../media/parse/probe-detail.ts';
import { defineStage } from '../stage.ts';

/** Enough for side data, fields and captions, also where a packet holds but one field of a frame… */
const decodedPackets = 4;
/** …which it does not where the header says that frames are whole. */
const decodedPacketsOfWholeFrames = 1;
/** Of packets in front of the first that gives a frame; more would take too long to decode. */
const maxDecodedPackets = 300;

const params = z.object({
  wholeFileMaxBytes: z
    .number()
    .int()
    .positive()
    .default(512 * 1024 * 1024)
    .describe('Files up to this size are read to the end; of larger ones, the beginning. Bytes.'),
  beginningSec: z
    .number()
    .positive()
    .default(60)
    .describe('How much of a larger file is looked at. Seconds.'),
});

/** What headers leave open or get wrong: every packet of the main video, and its first frames decoded. */
export default defineStage({
  name: 'probe-detail',
  title: 'Frames and colour',
  version: 1,
  tier: 2,
  requires: ['probe'],
  provides: ['probe-detail'],
  queue: 'io',
  params,
  async run({ media, clip, artifacts, params: { wholeFileMaxBytes, beginningSec }, log }) {
    const probe = artifacts.get('probe');
    const select = ['-select_streams', String(probe.video.index)];
    // Without a duration in the header there is no other way to learn it, however large the file is.
    const complete = clip.sizeBytes <= wholeFileMaxBytes || probe.durationSec === null;
    const interval = complete ? [] : ['-read_intervals', `%+${String(beginningSec)}`];
    const packets = parsePackets(await media.ffprobeText([...select, ...interval, ...packetArguments]));
    const least = probe.video.scanType === 'progressive' ? decodedPacketsOfWholeFrames : decodedPackets;
    const toDecode = packetsForFirstFrames(packets, least, maxDecodedPackets);
    const first = ['-read_intervals', `%+#${String(toDecode)}`];
    const firstFrames = parseFfprobeJson(await media.ffprobe([...select, ...first, ...frameArguments]));
    if (firstFrames.frames.length === 0)
      log.warn('none of the first packets gave a frame', { packets: toDecode });
    const detail = buildProbeDetail({ probe, packets, complete, firstFrames });
    return { state: 'done', artifacts: { 'probe-detail': detail } };
  },
});
