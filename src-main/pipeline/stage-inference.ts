/**
 * How stages ask models: each run gets a view that knows which models its stage declared, and the runs of one claim share the
 * frames they keep and the answers that models gave to them.
 */
import type { Picture, TaskInput, TaskName, TaskOutput } from '../../src-preload/contract/inference-tasks.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { AnyStage, Frame, Inference, UsableModel } from './stage.ts';

/** Whoever runs models, for all stages. */
export interface ModelService {
  /** The model that does a task here now; null: none is installed. */
  modelFor(task: TaskName): UsableModel | null;
  /** @throws AppError model-missing, model-damaged, model-unsuitable, inference-failed, out-of-memory, cancelled */
  run<T extends TaskName>(task: T, input: TaskInput<T>, signal: AbortSignal): Promise<TaskOutput<T>>;
}

/** What a run is given, and the models it really asked. */
export interface StageInference {
  readonly forStage: Inference;
  /** "task=key", in order. */
  used(): string[];
}

/** Frames kept and answers given while one claim runs. Both go when the frames go. */
export class SharedLooks {
  readonly #pictures = new WeakMap<Frame, Picture>();
  readonly #answers = new WeakMap<Picture, Map<TaskName, Promise<unknown>>>();

  /** Frames of one wish have one size, so that the first copy serves all. */
  keep(frame: Frame, { width, height }: { readonly width: number; readonly height: number }): Picture {
    const kept = this.#pictures.get(frame);
    if (kept !== undefined) return kept;
    const picture = { pixels: frame.pixels.slice(0, width * height * 3), width, height };
    this.#pictures.set(frame, picture);
    return picture;
  }

  /** Asks once for what hangs on nothing but the picture. */
  answer<Answer>(picture: Picture, task: TaskName, ask: () => Promise<Answer>): Promise<Answer> {
    const ofPicture = this.#answers.get(picture) ?? new Map<TaskName, Promise<unknown>>();
    this.#answers.set(picture, ofPicture);
    const known = ofPicture.get(task);
    if (known !== undefined) return known as Promise<Answer>;
    const answer = ask();
    ofPicture.set(task, answer);
    return answer;
  }
}

export function createStageInference(
  models: ModelService,
  looks: SharedLooks,
  stage: AnyStage,
  signal: AbortSignal,
): StageInference {
  const declared = new Set((stage.models ?? []).map(({ task }) => task));
  const used = new Map<TaskName, string>();
  const checked = (task: TaskName): UsableModel | null => {
    if (declared.has(task)) return models.modelFor(task);
    throw new AppError('internal', {
      stage: stage.name,
      detail: `asks for "${task}", which it does not declare`,
    });
  };
  const forStage: Inference = {
    modelFor: checked,
    keep: (frame, size) => looks.keep(frame, size),
    async run(task, input) {
      const model = checked(task);
      if (model === null) throw new AppError('model-missing', { task, stage: stage.name });
      used.set(task, model.key);
      const ask = () => models.run(task, input, signal);
      const picture = onlyPicture(input);
      return picture === null ? ask() : looks.answer(picture, task, ask);
    },
  };
  return { forStage, used: () => [...used].map(([task, key]) => `${task}=${key}`) };
}

/** The picture of an input that is nothing else. */
function onlyPicture(input: object): Picture | null {
  return 'picture' in input && Object.keys(input).length === 1 ? (input.picture as Picture) : null;
}
