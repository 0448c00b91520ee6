/** Opens a model with real weights in this process, as the inference process does, on one thread. */
import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import type { LoadedModel, OnnxModel, Session } from '../../src-main/inference/model.ts';
import type { TaskName } from '../../src-preload/contract/inference-tasks.ts';
import { fixture } from './fixtures.ts';

async function openSession(path: string): Promise<Session> {
  const session = await InferenceSession.create(path, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  return { run: (feeds) => session.run(feeds), inputMetadata: session.inputMetadata };
}

/** `files`: name under the model's `files` -> path, absolute or below the test files' folder. Texts left out are null. */
export async function loadModel<T extends TaskName>(
  model: OnnxModel<T>,
  files: Readonly<Record<string, string>>,
): Promise<LoadedModel<T>> {
  const sessions: Record<string, Session> = {};
  const texts: Record<string, string | null> = {};
  for (const [name, file] of Object.entries(model.files)) {
    const given = files[name];
    const path = given === undefined || isAbsolute(given) ? given : fixture(given);
    if (file.kind === 'text') texts[name] = path === undefined ? null : await readFile(path, 'utf8');
    else if (path !== undefined) sessions[name] = await openSession(path);
    else throw new Error(`${model.name}: no path for its file "${name}"`);
  }
  return model.load({ sessions, texts });
}
