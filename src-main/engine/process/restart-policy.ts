/**
 * When an engine that crashed is started again: soon at first, then ever later, and after several crashes in a row not by
 * itself any more. An engine that lived for a minute was healthy: the next crash counts as the first.
 */

/** Waits before the first, the second… start again. */
const waitsMs = [500, 1_000, 2_000, 5_000, 10_000] as const;
const healthyMs = 60_000;

export class RestartPolicy {
  #crashes = 0;

  /** `aliveMs`: how long the engine worked; 0: its library never opened. @returns null: it is not started again */
  afterCrash(aliveMs: number): { readonly attempt: number; readonly waitMs: number } | null {
    if (aliveMs >= healthyMs) this.#crashes = 0;
    this.#crashes += 1;
    const waitMs = waitsMs[this.#crashes - 1];
    return waitMs === undefined ? null : { attempt: this.#crashes, waitMs };
  }

  reset(): void {
    this.#crashes = 0;
  }
}
