/** All lanes there are, from top to bottom. */
import { chaptersLane } from './lanes/chapters-lane.ts';
import { exposureLane, loudnessLane, motionLane } from './lanes/curve-lanes.ts';
import { filmstripLane } from './lanes/filmstrip-lane.ts';
import { scenesLane } from './lanes/scenes-lane.ts';
import { understoodLanes } from './lanes/understood-lanes.ts';
import { waveformLane } from './lanes/waveform-lane.ts';
import type { Fold, Lane, LaneData } from './lane.ts';

export const lanes: readonly Lane[] = [
  chaptersLane,
  filmstripLane,
  scenesLane,
  understoodLanes.labels,
  waveformLane,
  understoodLanes.speech,
  understoodLanes.sounds,
  loudnessLane,
  understoodLanes.text,
  understoodLanes.objects,
  understoodLanes.faces,
  understoodLanes.emotion,
  understoodLanes.gestures,
  understoodLanes.framing,
  understoodLanes.warnings,
  exposureLane,
  motionLane,
];

export function isLaneShown(lane: Lane, chosen: Readonly<Record<string, 'shown' | 'hidden'>>): boolean {
  return (chosen[lane.id] ?? lane.usually) === 'shown';
}

/** How high it is just now, and the names of its rows. 'none': there is nothing to unfold. */
export function shapeOf(
  lane: Lane,
  data: LaneData,
  chosen: Readonly<Record<string, Fold>>,
): { readonly heightPx: number; readonly fold: Fold | 'none'; readonly rowNames: readonly string[] } {
  const rowNames = lane.rowNames?.(data) ?? [];
  if (rowNames.length === 0 || lane.openHeightPx === undefined)
    return { heightPx: lane.heightPx, fold: 'none', rowNames };
  const fold = chosen[lane.id] ?? 'folded';
  return { heightPx: fold === 'open' ? lane.openHeightPx(data) : lane.heightPx, fold, rowNames };
}
