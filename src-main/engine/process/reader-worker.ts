/**
 * The thread that answers what only reads, on a connection of its own: a question never waits for a write, nor for
 * frames that the main thread is looking at. Answers are parsed here, once.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Reply } from '../../../src-preload/contract/command.ts';
import { AppError, toAppError } from '../../../src-preload/contract/errors.ts';
import { openReaderTarget, type ReaderTarget } from '../command-target.ts';
import { createEdge } from '../edge.ts';
import type { FromReader, ReaderQuestion, ReaderSetup, ToReader } from './reader-messages.ts';

const { libraryPath } = workerData as ReaderSetup;
const target = openReaderTarget(libraryPath, 'refuse');
// Whoever asks gets to know; until somebody does, it is nobody's failure.
target.catch(() => undefined);
const running = new Map<number, AbortController>();

parentPort?.on('message', (message: ToReader) => {
  if (message.kind === 'ask') void answer(message.id, message.question);
  else if (message.kind === 'abort') running.get(message.id)?.abort(new AppError('cancelled'));
  else void close();
});

async function answer(id: number, question: ReaderQuestion): Promise<void> {
  const abort = new AbortController();
  running.set(id, abort);
  const reply = await replyTo(question, abort.signal);
  running.delete(id);
  const message: FromReader = { id, reply };
  parentPort?.postMessage(message);
}

async function replyTo(question: ReaderQuestion, signal: AbortSignal): Promise<Reply<unknown>> {
  try {
    const open: ReaderTarget = await target;
    if (question.kind === 'call') return await createEdge(open).call(question.name, question.request, signal);
    return { ok: true, data: await open.locate(question.clipId, question.media) };
  } catch (error) {
    return { ok: false, error: toAppError(error).serialize() };
  }
}

async function close(): Promise<void> {
  for (const abort of running.values()) abort.abort(new AppError('cancelled'));
  await target.then((open) => open.close()).catch(() => undefined);
  parentPort?.close();
}
