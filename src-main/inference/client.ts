/** What the engine holds of inference: it outlives the processes that do the work. `request-runner.ts` has how those are handled. */
import type { z } from 'zod';
import { AppError } from '../../src-preload/contract/errors.ts';
import {
  type TaskInput,
  type TaskName,
  type TaskOutput,
  taskOutputs,
} from '../../src-preload/contract/inference-tasks.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { StartInferenceProcess } from './inference-process.ts';
import { type InferenceLimits, spareBytesOf, usualLimits } from './limits.ts';
import type { ModelInUse } from './model-in-use.ts';
import {
  onnxSignature,
  type OnnxSignature,
  type ProcessSettings,
  providerList,
  type ProviderTrial,
} from './protocol.ts';
import { RequestRunner, type RunnerUsage } from './request-runner.ts';
import { selfTest } from './self-test.ts';

export interface InferenceClientOptions {
  readonly start: StartInferenceProcess;
  readonly log: Log;
  readonly clock?: Clock;
  readonly limits?: Partial<InferenceLimits>;
  /** In place of Rushes' own models: a file: address that ends in "/". */
  readonly modelsFolder?: URL;
}

export interface RunOptions {
  /** In place of `limits.requestTimeoutSec`, for what is known to take long. */
  readonly timeoutSec?: number;
}

/**
 * Every call settles. All of them throw the signal's reason as soon as it aborts, and AppError 'cancelled' once the client is
 * closed; 'inference-failed' with facts `reason` ('crashed', 'hung', 'grew') and `model` where a second try failed too.
 */
export interface InferenceClient {
  /** @throws AppError model-damaged, model-unsuitable, model-unknown, inference-failed, out-of-memory, bad-response */
  run<T extends TaskName>(
    model: ModelInUse,
    task: T,
    input: TaskInput<T>,
    signal: AbortSignal,
    options?: RunOptions,
  ): Promise<TaskOutput<T>>;
  /** Opens a model, as its first run would: whether it can be used at all. @throws AppError as `run` */
  load(model: ModelInUse, signal: AbortSignal): Promise<void>;
  /** Lets go of a model's files; `key` null: of all. */
  unload(key: string | null): Promise<void>;
  /** What goes into an ONNX file and comes out. @throws AppError model-damaged, model-unsuitable, permission-denied */
  inspect(path: string, signal: AbortSignal): Promise<OnnxSignature>;
  /** Execution providers that the runtime knows of, "cpu" among them; whether they work here is for `selfTest` to say. */
  providers(signal: AbortSignal): Promise<readonly string[]>;
  /** @throws AppError as `run`, where the model does not run on the CPU either */
  selfTest(model: ModelInUse, provider: string, signal: AbortSignal): Promise<ProviderTrial>;
  usage(): Promise<RunnerUsage>;
  close(): Promise<void>;
}

/** Starts nothing before the first request. */
export function createInferenceClient(options: InferenceClientOptions): InferenceClient {
  const { start, log, clock = systemClock } = options;
  const limits = { ...usualLimits(), ...options.limits };
  const settings: ProcessSettings = {
    lanes: limits.concurrency,
    intraOpThreads: limits.intraOpThreads,
    modelsFolder: options.modelsFolder?.href ?? null,
    keepWarmSec: limits.keepWarmSec,
    spareBytes: spareBytesOf(limits),
  };
  const runner = new RequestRunner({ start, settings, limits, log, clock });
  const tests = new Tests();
  const usually = limits.requestTimeoutSec;
  return {
    run: async <T extends TaskName>(
      model: ModelInUse,
      task: T,
      input: TaskInput<T>,
      signal: AbortSignal,
      { timeoutSec = usually }: RunOptions = {},
    ) => {
      const about = { model: model.key };
      const data = await runner.ask(
        { kind: 'run', model: plain(model), task, input },
        { about, signal, timeoutSec },
      );
      return agreed(taskOutputs[task], data, { ...about, task }) as TaskOutput<T>;
    },
    load: async (model, signal) => {
      const about = { model: model.key };
      await runner.ask({ kind: 'load', model: plain(model) }, { about, signal, timeoutSec: usually });
    },
    unload: (key) => runner.unload(key),
    inspect: async (path, signal) => {
      const about = { file: path };
      const data = await runner.ask({ kind: 'inspect', path }, { about, signal, timeoutSec: usually });
      return agreed(onnxSignature, data, about);
    },
    providers: async (signal) => {
      const data = await runner.ask({ kind: 'providers' }, { about: {}, signal, timeoutSec: usually });
      return agreed(providerList, data, {});
    },
    selfTest: (model, provider, signal) =>
      tests.run(signal, (either) =>
        selfTest(model, provider, { start, settings, clock, timeoutSec: usually, signal: either }),
      ),
    usage: () => runner.usage(),
    close: async () => {
      await Promise.all([runner.close(), tests.close()]);
    },
  };
}

/** Self-tests that are under way, each in a process of its own. */
class Tests {
  readonly #ending = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  async run<T>(signal: AbortSignal, test: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const running = test(AbortSignal.any([signal, this.#ending.signal]));
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  async close(): Promise<void> {
    this.#ending.abort(new AppError('cancelled', { detail: 'Rushes is closing' }));
    await Promise.allSettled([...this.#running]);
  }
}

/** As the protocol's schemas want it, which don't know of `readonly`. */
function plain({ files, hub, ...model }: ModelInUse) {
  return { ...model, files: { ...files }, hub: hub === null ? null : { ...hub } };
}

/** @throws AppError bad-response */
function agreed<S extends z.ZodType>(
  schema: S,
  data: unknown,
  about: Readonly<Record<string, string>>,
): z.output<S> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const detail = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim();
  throw new AppError('bad-response', { ...about, detail }, parsed.error);
}
