/**
 * A model opened in this process on sessions of plain onnxruntime, which notes what its code gives to them: so that the very same
 * tensors can be run again without that code.
 */
import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { OnnxModel, Session } from '../../src-main/inference/model.ts';
import type { ModelInUse } from '../../src-main/inference/model-in-use.ts';

type Feeds = Readonly<Record<string, Tensor>>;

/** One run of one session. */
export interface RecordedRun {
  readonly session: InferenceSession;
  readonly feeds: Feeds;
}

export interface RecordedModel {
  /** What its code asks of its sessions for this input; the tensors are copies. */
  record(input: unknown): Promise<readonly RecordedRun[]>;
  /** Milliseconds of a whole run without any process between, and of that within its sessions. */
  time(input: unknown): Promise<{ readonly wholeMs: number; readonly sessionsMs: number }>;
  release(): Promise<void>;
}

export async function openRecorded(model: OnnxModel, inUse: ModelInUse): Promise<RecordedModel> {
  const notes: { runs: RecordedRun[] | null; sessionsMs: number } = { runs: null, sessionsMs: 0 };
  const opened: InferenceSession[] = [];
  const sessions: Record<string, Session> = {};
  const texts: Record<string, string | null> = {};
  for (const [name, file] of Object.entries(model.files)) {
    const path = inUse.files[name];
    if (file.kind === 'text') texts[name] = path === undefined ? null : await readFile(path, 'utf8');
    else if (path !== undefined) {
      const session = await openBare(path);
      opened.push(session);
      sessions[name] = noting(session, notes);
    }
  }
  const loaded = await model.load({ sessions, texts });
  const run = (input: unknown) => loaded.run(input as Parameters<typeof loaded.run>[0]);
  return {
    async record(input) {
      const runs: RecordedRun[] = [];
      notes.runs = runs;
      await run(input);
      notes.runs = null;
      return runs;
    },
    async time(input) {
      notes.sessionsMs = 0;
      const beganMs = performance.now();
      await run(input);
      return { wholeMs: performance.now() - beganMs, sessionsMs: notes.sessionsMs };
    },
    async release() {
      for (const session of opened) await session.release();
    },
  };
}

/** One thread, which sleeps while it waits: as the inference process has it. All else is onnxruntime's default. */
function openBare(path: string): Promise<InferenceSession> {
  return InferenceSession.create(path, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}

function noting(
  session: InferenceSession,
  notes: { readonly runs: RecordedRun[] | null; sessionsMs: number },
): Session {
  return {
    inputMetadata: session.inputMetadata,
    async run(feeds) {
      notes.runs?.push({ session, feeds: copyOf(feeds) });
      const beganMs = performance.now();
      const outputs = await session.run(feeds);
      notes.sessionsMs += performance.now() - beganMs;
      return outputs;
    },
  };
}

/** Models use their buffers again and again. */
function copyOf(feeds: Feeds): Feeds {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, { type, data, dims }]) => {
      const copy = (data as Float32Array).slice();
      return [name, new Tensor(type as 'float32', copy, dims)];
    }),
  );
}

export async function runBare(runs: readonly RecordedRun[]): Promise<number> {
  const beganMs = performance.now();
  for (const { session, feeds } of runs) await session.run(feeds);
  return performance.now() - beganMs;
}
