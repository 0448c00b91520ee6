/** The clock of a shared decode: that of the streams that its plan reads. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { findClipClock } from '../media/parse/clip-clock.ts';
import type { MediaTools } from '../media/tools.ts';
import type { DecodeClock, DecodePlan } from './decode-plan.ts';

export { unshifted } from '../media/parse/clip-clock.ts';

export async function findClock(
  media: Pick<MediaTools, 'ffprobe'>,
  probe: Pick<Artifact<'probe'>, 'container' | 'startSec'>,
  plan: Pick<DecodePlan, 'streams'>,
): Promise<DecodeClock> {
  return findClipClock(media, probe, plan.streams);
}
