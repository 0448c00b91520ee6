/**
 * Which execution provider a model runs on, by trying: the same seeded inputs on the CPU and on the provider, in a process of its
 * own, so that a driver that crashes or hangs hurts nobody. `worker/provider-trial.ts` has the comparison and its tolerance.
 */
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Clock } from '../platform/clock.ts';
import type { StartInferenceProcess } from './inference-process.ts';
import type { ModelInUse } from './model-in-use.ts';
import { ProcessLink } from './process-link.ts';
import { type ProcessSettings, providerTrial, type ProviderTrial } from './protocol.ts';

export interface SelfTestOptions {
  readonly start: StartInferenceProcess;
  readonly settings: ProcessSettings;
  readonly clock: Clock;
  readonly timeoutSec: number;
  readonly signal: AbortSignal;
}

/**
 * The CPU is given all threads of the process, as many requests at once would have: a provider has to beat the machine, not one core.
 *
 * @throws AppError where the model does not run on the CPU either; the signal's reason
 */
export async function selfTest(
  model: ModelInUse,
  provider: string,
  options: SelfTestOptions,
): Promise<ProviderTrial> {
  const { start, settings, clock, timeoutSec, signal } = options;
  if (provider === 'cpu') {
    return { provider, state: 'used', ratio: 1, detail: 'Every model runs on it.' };
  }
  signal.throwIfAborted();
  const { lanes, intraOpThreads } = settings;
  const alone = { ...settings, lanes: 1, intraOpThreads: lanes * intraOpThreads };
  let link: ProcessLink;
  try {
    link = new ProcessLink({ start, settings: alone, clock });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('inference-failed', { reason: 'crashed', model: model.key, detail }, error);
  }
  const onAbort = (): void => {
    link.kill({ reason: 'closed', detail: '' });
  };
  signal.addEventListener('abort', onAbort, { once: true });
  const cancelTimeout = clock.after(timeoutSec * 1000, () => {
    link.kill({ reason: 'hung', detail: `no answer within ${String(timeoutSec)} s` });
  });
  const answer = await link.ask({ kind: 'self-test', model: { ...model, provider } });
  cancelTimeout();
  signal.removeEventListener('abort', onAbort);
  link.close();
  const end = answer === null ? await link.ended : null;
  signal.throwIfAborted();
  if (end !== null) return unavailable(provider, end.reason, end.detail);
  if (answer?.ok !== true) throw errorOf(answer?.error);
  return providerTrial.parse(answer.data);
}

function unavailable(provider: string, reason: string, detail: string): ProviderTrial {
  const how = reason === 'hung' ? 'It did not finish' : 'It crashed';
  return { provider, state: 'unavailable', ratio: null, detail: `${how}: ${detail}.` };
}

function errorOf(error: ReturnType<AppError['serialize']> | undefined): AppError {
  return error === undefined ? new AppError('inference-failed') : new AppError(error.code, error.facts);
}
