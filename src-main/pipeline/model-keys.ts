/** Which models there are, as far as planning goes: results are keyed by them. */
import type { TaskName } from '../../src-preload/contract/inference-tasks.ts';
import type { AnyStage } from './stage.ts';

/** Task -> key of the model that does it here. A task that is not in it has none. */
export type ModelKeys = ReadonlyMap<TaskName, string>;

export const noModels: ModelKeys = new Map();

/** "task=key" of each model that the stage asks, in its own order. */
export function modelKeysOf(stage: AnyStage, models: ModelKeys): string[] {
  return (stage.models ?? []).map(({ task }) => `${task}=${models.get(task) ?? 'none'}`);
}

/** Tasks without which the stage can't run. */
export function missingModels(stage: AnyStage, models: ModelKeys): TaskName[] {
  return (stage.models ?? [])
    .filter(({ task, need }) => need === 'required' && !models.has(task))
    .map(({ task }) => task);
}
