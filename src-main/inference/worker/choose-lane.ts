/** Which lane a request goes to. Pure. */

interface LaneView {
  readonly state: 'unstarted' | 'idle' | 'busy';
  /** Keys of the models that it has, or is about to have. */
  readonly models: readonly string[];
}

/** Models with more than this in weights are loaded in one lane only: a second copy costs more than waiting does. */
export const mostCopiedBytes = 300 * 1024 * 1024;

/**
 * One that has the model and is free; else any free one, rather one that runs already; null: it has to wait.
 *
 * @param key of the model; null: the request needs none
 */
export function chooseLane<L extends LaneView>(
  lanes: readonly L[],
  key: string | null,
  weightBytes: number,
): L | null {
  const free = lanes.filter(({ state }) => state !== 'busy');
  const having = key === null ? [] : lanes.filter(({ models }) => models.includes(key));
  const warm = having.find((lane) => free.includes(lane));
  if (warm !== undefined) return warm;
  if (having.length > 0 && weightBytes > mostCopiedBytes) return null;
  return free.find(({ state }) => state === 'idle') ?? free[0] ?? null;
}
