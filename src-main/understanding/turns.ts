/**
 * Long work that does not keep others waiting: a generator that yields where it may be interrupted, and whoever runs it pauses when it
 * has had the thread for a while. It is run to its end at once where nobody waits.
 */

/** Work that may be interrupted wherever it yields. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

export interface Turn {
  /** Work between two pauses, in milliseconds. Default 20: a picture is late by little more than one refresh of a screen. */
  readonly lengthMs?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  /** Settles when others had their turn. */
  readonly pause?: () => Promise<void>;
}

export async function inTurns<Result>(steps: Steps<Result>, turn: Turn = {}): Promise<Result> {
  const { lengthMs = 20, now = () => performance.now(), pause = untilOthersRan } = turn;
  let beganMs = now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (now() - beganMs < lengthMs) continue;
    await pause();
    beganMs = now();
  }
}

export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function untilOthersRan(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
