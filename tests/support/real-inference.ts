/** Models with real weights, run in this process, in place of the inference process: `modelsWith(realSpeech)`. */
import type { OnnxModel } from '../../src-main/inference/model.ts';
import type { ModelService } from '../../src-main/pipeline/stage-inference.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { TaskInput, TaskName, TaskOutput } from '../../src-preload/contract/inference-tasks.ts';
import { loadModel } from './load-model.ts';

export interface RealModel<T extends TaskName = TaskName> {
  readonly model: OnnxModel<T>;
  /** By the names under the model's `files`: paths, absolute or below the test files' folder. */
  readonly files: Readonly<Record<string, string>>;
}

export type RealModels = { readonly [T in TaskName]?: RealModel<T> };

interface Running {
  run(input: unknown): Promise<unknown>;
}

/** Each model is opened when it is first asked. */
export function modelsWith(models: RealModels): ModelService {
  const opened = new Map<TaskName, Promise<Running>>();
  const open = (task: TaskName): Promise<Running> => {
    const real = models[task] as RealModel | undefined;
    if (real === undefined) throw new AppError('model-missing', { task });
    const running = opened.get(task) ?? loadModel(real.model, real.files);
    opened.set(task, running);
    return running;
  };
  return {
    modelFor(task) {
      const real = models[task];
      return real === undefined ? null : { key: `test-${real.model.name}`, title: real.model.title };
    },
    async run<T extends TaskName>(task: T, input: TaskInput<T>): Promise<TaskOutput<T>> {
      return (await (await open(task)).run(input)) as TaskOutput<T>;
    },
  };
}
