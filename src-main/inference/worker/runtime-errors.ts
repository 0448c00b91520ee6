/** What onnxruntime says when it fails, as errors of ours. It tells kinds apart by its text only. */
import { AppError, type ErrorFacts } from '../../../src-preload/contract/errors.ts';

const outOfMemory = /bad_alloc|failed to allocate memory|allocation failed|out of memory|BFCArena/i;
/** The file was made for a later runtime, or for another one. */
const notForUs =
  /not a registered function|no op registered|unsupported model ir version|opset \d+ is under development|could not find an implementation|not implemented/i;

const longestDetail = 300;

/** A file that could not be opened. `facts`: the file, and the provider if it is not the CPU. */
export function loadError(thrown: unknown, facts: ErrorFacts): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = messageOf(thrown);
  const told = { ...facts, detail: plainRuntimeMessage(message) };
  if (outOfMemory.test(message)) return new AppError('out-of-memory', told, thrown);
  if (facts['provider'] !== undefined) return new AppError('inference-failed', told, thrown);
  return new AppError(notForUs.test(message) ? 'model-unsuitable' : 'model-damaged', told, thrown);
}

/** A run that failed, in the runtime or in a model's own code. */
export function runError(thrown: unknown, facts: ErrorFacts): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = messageOf(thrown);
  const code = outOfMemory.test(message) ? 'out-of-memory' : 'inference-failed';
  return new AppError(code, { ...facts, detail: plainRuntimeMessage(message) }, thrown);
}

/** Without the places in C++ sources that onnxruntime begins its messages with, on one line. */
export function plainRuntimeMessage(message: string): string {
  const plain = message
    .replace(/^Load model from .*? failed:/s, '')
    .replace(/\S+\.(?:cc|cpp|h|hpp):\d+ .*? was false\. ?/gs, '')
    .replace(/\S+\.(?:cc|cpp|h|hpp):\d+ [^(]*\([^)]*\)(?: const)?\s*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > longestDetail ? `${plain.slice(0, longestDetail)}…` : plain;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
