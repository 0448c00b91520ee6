/**
 * Which way up a clip was filmed, whatever its file says: cameras held sideways and edits that lost their rotation give clips
 * that lie on their side, in which detectors find little. The first frames are looked at in all four directions, more of them while
 * another direction than the shown one leads; the one in which clearly more is found, and surely so, is used for the whole clip.
 *
 * Thresholds: mean sums of confidence of YOLOX-nano a frame. On eight upright clips of people, animals and things no other direction had
 * more than 1.15 times what was found as shown, where it was 0.5 or more; a lying clip had 1.27 as it is shown and 1.87 turned. Where
 * little is found in all directions, the sums say nothing, and one frame says nothing either.
 */
import type { DetectedObject, Picture } from '../../src-preload/contract/inference-tasks.ts';
import { type QuarterTurns, quarterTurns, turnBoxBack, turnPicture } from './turned-pictures.ts';

const fewestFrames = 6;
const mostFrames = 12;
const leastAdvantage = 1.3;
const leastMeanSum = 1.2;
const leastVotes = 4;

type Detect = (picture: Picture) => Promise<readonly DetectedObject[]>;

/** What was found in a frame, by the direction in which it was looked at; one direction where the vote was over. */
export type Directions = ReadonlyMap<QuarterTurns, readonly DetectedObject[]>;

export class UprightVote {
  readonly #detect: Detect;
  readonly #voting: Promise<Directions>[] = [];

  constructor(detect: Detect) {
    this.#detect = detect;
  }

  /** In the order of the frames. */
  async look(picture: Picture): Promise<Directions> {
    if (this.#voting.length < fewestFrames) return this.#voteOn(picture);
    const frames = await Promise.all(this.#voting);
    if (leadingOf(frames) !== 0 && this.#voting.length < mostFrames) return this.#voteOn(picture);
    const turns = directionOf(frames);
    return new Map([[turns, await this.#detect(turnPicture(picture, turns))]]);
  }

  #voteOn(picture: Picture): Promise<Directions> {
    const looks = this.#lookAllWays(picture);
    this.#voting.push(looks);
    return looks;
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
  if (voting.length < leastVotes) return 0;
  const sums = sumsOf(voting);
  const upright = sums[0] ?? 0;
  const best = leadingOf(voting);
  const most = sums[best] ?? 0;
  return most >= upright * leastAdvantage && most / voting.length >= leastMeanSum ? best : 0;
}

/** Where most is found, however little more; as shown where it is a draw. */
function leadingOf(frames: readonly Directions[]): QuarterTurns {
  const sums = sumsOf(frames);
  return quarterTurns.reduce((one, other) => ((sums[other] ?? 0) > (sums[one] ?? 0) ? other : one));
}

function sumsOf(frames: readonly Directions[]): readonly number[] {
  return quarterTurns.map((turns) =>
    frames.reduce((sum, looks) => sum + sureness(looks.get(turns) ?? []), 0),
  );
}

/** What was found in that direction, in boxes of the frame as it is shown. */
export function foundIn(looks: Directions, turns: QuarterTurns): readonly DetectedObject[] {
  return (looks.get(turns) ?? []).map((object) => ({ ...object, box: turnBoxBack(object.box, turns) }));
}

function sureness(found: readonly DetectedObject[]): number {
  return found.reduce((sum, { confidence }) => sum + confidence, 0);
}
