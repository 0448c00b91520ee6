/** The thread of a lane: one request at a time, since onnxruntime runs on the thread that asks it to. */
import { env } from 'onnxruntime-common';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '../../../src-preload/contract/errors.ts';
import { systemClock } from '../../platform/clock.ts';
import { withOwnBytes } from '../own-bytes.ts';
import type { Answer, LaneQuestion } from '../protocol.ts';
import { ownModelsFolder } from '../registry.ts';
import type { FromLane, LaneSettings, ToLane } from './lane-messages.ts';
import { ModelCache } from './model-cache.ts';
import { openSession } from './onnx-session.ts';
import { openModel } from './open-model.ts';
import { tryProvider } from './provider-trial.ts';
import { SharedReader } from './shared-reader.ts';

function serve(port: MessagePort, settings: LaneSettings): void {
  const threads = settings.intraOpThreads;
  const modelsFolder = settings.modelsFolder === null ? ownModelsFolder : new URL(settings.modelsFolder);
  const post = (message: FromLane): void => {
    port.postMessage(message);
  };
  const cache: ModelCache = new ModelCache({
    open: (inUse) => openModel(inUse, { modelsFolder, threads }),
    clock: systemClock,
    keepWarmMs: settings.keepWarmSec * 1000,
    onUnloaded: () => {
      post({ kind: 'loaded', loaded: cache.keys });
    },
  });
  const shared = new SharedReader();
  const handle = async (message: ToLane): Promise<void> => {
    if (message.kind === 'spare') {
      await (message.key === null ? cache.unload(null) : cache.unloadOthers(message.key));
      post({ kind: 'loaded', loaded: cache.keys });
      return;
    }
    const { id } = message;
    const answer = await answerOf(() =>
      message.kind === 'unload'
        ? cache.unload(message.key)
        : answerTo(message.question, { cache, threads, shared }),
    );
    post({ kind: 'reply', id, answer, loaded: cache.keys });
  };
  // What came before is done before what comes next is begun.
  let turn: Promise<void> = Promise.resolve();
  port.on('message', (message: ToLane) => {
    turn = turn.then(() => handle(message));
  });
}

async function answerOf(action: () => Promise<unknown>): Promise<Answer> {
  try {
    const data = await action();
    return { ok: true, data: withOwnBytes(data).value };
  } catch (error) {
    return { ok: false, error: toAppError(error).serialize() };
  }
}

interface Means {
  readonly cache: ModelCache;
  readonly threads: number;
  readonly shared: SharedReader;
}

async function answerTo(question: LaneQuestion, { cache, threads, shared }: Means): Promise<unknown> {
  if (question.kind === 'load') return cache.with(question.model, () => Promise.resolve(null));
  if (question.kind === 'run') {
    const { task } = question;
    const input = shared.read(question.input);
    return cache.with(question.model, (model) => model.run(task, input));
  }
  if (question.kind === 'inspect') return inspect(question.path, threads);
  return tryProvider(question.model, threads);
}

async function inspect(path: string, threads: number): Promise<unknown> {
  const session = await openSession(path, { provider: 'cpu', threads, optimization: 'none' });
  await session.release();
  return session.signature;
}

// What onnxruntime warns of is not for people.
env.logLevel = 'error';
if (parentPort !== null) serve(parentPort, workerData as LaneSettings);
