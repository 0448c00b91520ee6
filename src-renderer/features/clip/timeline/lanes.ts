/** All lanes there are, from top to bottom. */
import { chaptersLane } from './lanes/chapters-lane.ts';
import { exposureLane, loudnessLane, motionLane } from './lanes/curve-lanes.ts';
import { filmstripLane } from './lanes/filmstrip-lane.ts';
import { scenesLane } from './lanes/scenes-lane.ts';
import { waveformLane } from './lanes/waveform-lane.ts';
import type { Lane } from './lane.ts';

export const lanes: readonly Lane[] = [
  chaptersLane,
  filmstripLane,
  scenesLane,
  waveformLane,
  loudnessLane,
  exposureLane,
  motionLane,
];

export function isLaneShown(lane: Lane, chosen: Readonly<Record<string, 'shown' | 'hidden'>>): boolean {
  return (chosen[lane.id] ?? lane.usually) === 'shown';
}
