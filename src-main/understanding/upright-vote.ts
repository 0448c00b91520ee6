/**
 * Which way up a clip was filmed, whatever its file says: cameras held sideways and edits that lost their rotation give clips
 * that lie on their side, in which detectors find little. The first frames are looked at in all four directions; the one in which clearly
 * more is found, and surely so, is used for the whole clip.
 *
 * Thresholds: mean sums of confidence of YOLOX-nano a frame on clips of both kinds. Upright ones have at least 1.5 times the sum of any
 * other direction, or less than 1 in all; lying ones reach 2 turned against less than 1 as they are.
 */
import type { DetectedObject, Picture } from '../../src-preload/contract/inference-tasks.ts';
import { type QuarterTurns, quarterTurns, turnBoxBack, turnPicture } from './turned-pictures.ts';

const votingFrames = 6;
const leastAdvantage = 1.5;
const leastMeanSum = 1;

type Detect = (picture: Picture) => Promise<readonly DetectedObject[]>;

/** What was found in a frame, by the direction in which it was looked at; one direction where the vote was over. */
export type Directions = ReadonlyMap<QuarterTurns, readonly DetectedObject[]>;

export class UprightVote {
  readonly #detect: Detect;
  readonly #voting: Promise<Directions>[] = [];
  #decision: Promise<QuarterTurns> | null = null;

  constructor(detect: Detect) {
    this.#detect = detect;
  }

  /** In the order of the frames. */
  async look(picture: Picture): Promise<Directions> {
    if (this.#voting.length < votingFrames) {
      const looks = this.#lookAllWays(picture);
      this.#voting.push(looks);
      return looks;
    }
    this.#decision ??= Promise.all(this.#voting).then(directionOf);
    const turns = await this.#decision;
    return new Map([[turns, await this.#detect(turnPicture(picture, turns))]]);
  }

  async #lookAllWays(picture: Picture): Promise<Directions> {
    const found = await Promise.all(
      quarterTurns.map(async (turns) => [turns, await this.#detect(turnPicture(picture, turns))] as const),
    );
    return new Map(found);
  }
}

/** The direction of the vote, from the frames that were looked at in all of them. */
export function directionOf(frames: readonly Directions[]): QuarterTurns {
  const voting = frames.filter(({ size }) => size === quarterTurns.length);
  const [asShown] = frames;
  if (voting.length === 0) return asShown?.keys().next().value ?? 0;
  const sums = quarterTurns.map((turns) =>
    voting.reduce((sum, looks) => sum + sureness(looks.get(turns) ?? []), 0),
  );
  const upright = sums[0] ?? 0;
  const best = quarterTurns.reduce((one, other) => ((sums[other] ?? 0) > (sums[one] ?? 0) ? other : one));
  const most = sums[best] ?? 0;
  return most >= upright * leastAdvantage && most / voting.length >= leastMeanSum ? best : 0;
}

/** What was found in that direction, in boxes of the frame as it is shown. */
export function foundIn(looks: Directions, turns: QuarterTurns): readonly DetectedObject[] {
  return (looks.get(turns) ?? []).map((object) => ({ ...object, box: turnBoxBack(object.box, turns) }));
}

function sureness(found: readonly DetectedObject[]): number {
  return found.reduce((sum, { confidence }) => sum + confidence, 0);
}
