/** A reader thread that dies of the question "die" and answers any other with the number of its thread. */
import { parentPort, threadId } from 'node:worker_threads';
import type { FromReader, ToReader } from '../../src-main/engine/process/reader-messages.ts';

parentPort?.on('message', (message: ToReader) => {
  if (message.kind === 'close') parentPort?.close();
  if (message.kind !== 'ask') return;
  const { id, question } = message;
  if (question.kind === 'call' && question.name === 'die') throw new Error('it had to die');
  const answer: FromReader = { id, reply: { ok: true, data: threadId } };
  parentPort?.postMessage(answer);
});
