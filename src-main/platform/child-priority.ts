/** How much of the machine a child may take from whatever a person is doing at the moment. */
import { constants, getPriority, setPriority } from 'node:os';

/** 10, as `nice` has it where it is told no figure; "below normal" on Windows. It matters only while cores are short. */
const backgroundPriority = constants.priority.PRIORITY_BELOW_NORMAL;

/**
 * Lets a child give way to everything of normal priority, our own process and its window included. To be called right
 * after the spawn: on Linux it holds for the child's first thread and the threads that one starts from then on (setpriority(2)).
 * A child that gives way more than that already, is gone or never started (`undefined`), or a system that refuses: stays as it is.
 */
export function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    if (getPriority(pid) < backgroundPriority) setPriority(pid, backgroundPriority);
  } catch {
    // Work goes on as well without it.
  }
}
