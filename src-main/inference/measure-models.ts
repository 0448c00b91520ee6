/** Measures installed models on each execution provider of this machine, and decides which of them to use. */
import { AppError } from '../../src-preload/contract/errors.ts';
import type { TaskName } from '../../src-preload/contract/inference-tasks.ts';
import type { ProviderVerdict } from '../../src-preload/contract/model-packs.ts';
import type { InferenceClient } from './client.ts';
import type { ModelInUse } from './model-in-use.ts';
import { sampleInput, sampleSoundSec, soundTasks } from './sample-inputs.ts';

export interface MeasuredModel {
  readonly packId: string;
  readonly task: TaskName;
  readonly model: ModelInUse;
}

type Client = Pick<InferenceClient, 'run' | 'providers' | 'selfTest'>;

/** After one that loads the model. */
const timedRuns = 5;

/**
 * The CPU's time is of whole runs as clips ask for them: to the process, preparation, model, what is made of its answer. Other providers
 * are tried by the model alone, since the rest is the same. A model that does not run at all is a verdict like any other.
 *
 * @throws the signal's reason
 */
export async function measureModels(
  client: Client,
  models: readonly MeasuredModel[],
  signal: AbortSignal,
): Promise<ProviderVerdict[]> {
  const providers = (await client.providers(signal)).filter((provider) => provider !== 'cpu');
  const verdicts: ProviderVerdict[] = [];
  for (const each of models) verdicts.push(...(await measureOne(client, each, providers, signal)));
  return verdicts;
}

async function measureOne(
  client: Client,
  { packId, task, model }: MeasuredModel,
  providers: readonly string[],
  signal: AbortSignal,
): Promise<ProviderVerdict[]> {
  const about = { packId, task, model: model.model };
  const onCpu = await timeRuns(client, { ...model, provider: 'cpu' }, task, signal);
  if (onCpu instanceof AppError) {
    const nothing = { ratio: null, msPerRun: null, xRealtime: null };
    return [{ ...about, ...nothing, provider: 'cpu', state: 'failed', detail: onCpu.message }];
  }
  const trials = [];
  for (const provider of model.hub === null ? providers : []) {
    trials.push(await client.selfTest(model, provider, signal));
  }
  const best = trials
    .filter(({ state }) => state === 'used')
    .reduce<(typeof trials)[number] | null>(
      (one, other) => ((one?.ratio ?? 0) >= (other.ratio ?? 0) ? one : other),
      null,
    );
  const times = (ratio: number | null) => ({
    msPerRun: ratio === null ? null : onCpu / ratio,
    xRealtime: ratio === null || !soundTasks.has(task) ? null : (sampleSoundSec * 1000 * ratio) / onCpu,
  });
  return [
    {
      ...about,
      ...times(1),
      provider: 'cpu',
      state: best === null ? 'used' : 'right',
      ratio: 1,
      detail: null,
    },
    ...trials.map(({ provider, state, ratio, detail }): ProviderVerdict => ({
      ...{ ...about, ...times(ratio), provider, ratio, detail },
      state: state !== 'used' ? state : provider === best?.provider ? 'used' : 'right',
    })),
  ];
}

/** Milliseconds of the median run; what the model failed of, where it did. */
async function timeRuns(
  client: Client,
  model: ModelInUse,
  task: TaskName,
  signal: AbortSignal,
): Promise<number | AppError> {
  const input = sampleInput(task);
  const times: number[] = [];
  try {
    await client.run(model, task, input, signal);
    for (let run = 0; run < timedRuns; run += 1) {
      const startMs = performance.now();
      await client.run(model, task, input, signal);
      times.push(performance.now() - startMs);
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
    return error;
  }
  return times.sort((one, other) => one - other)[Math.floor(timedRuns / 2)] ?? 0;
}
