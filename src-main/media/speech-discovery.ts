/** Finds programs that write down speech. None of them has to be there. */
import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { AppError } from '../../src-preload/contract/errors.ts';
import { runChild } from '../platform/child-process.ts';
import { englishModelPath, pocketsphinxAdapter } from './pocketsphinx.ts';
import type { SpeechAdapter, SpeechToolbox } from './speech-tools.ts';
import { type Environment, findOnPath } from './tool-discovery.ts';
import { whisperCppAdapter } from './whisper-cpp.ts';

/**
 * `whisper-cli` counts where RUSHES_WHISPER_MODEL names a model file for it, `pocketsphinx_continuous` where its English
 * model is installed with it. Never rejects: a program that is not there, or not whole, is left out.
 */
export async function discoverSpeechTools(
  environment: Environment,
  signal?: AbortSignal,
): Promise<SpeechToolbox> {
  const found = await Promise.all([findWhisperCpp(environment), findPocketsphinx(environment, signal)]);
  const adapters = found.filter((adapter) => adapter !== null);
  return {
    programs: adapters.map(({ program }) => program),
    forRun: (binding) => ({
      programs: adapters.map(({ program }) => program),
      async transcribe(name, request) {
        const adapter = adapters.find(({ program }) => program.name === name);
        if (adapter === undefined) throw new AppError('tool-missing', { tool: name });
        return adapter.transcribe(binding, request);
      },
    }),
  };
}

async function findWhisperCpp(environment: Environment): Promise<SpeechAdapter | null> {
  const modelPath = environment['RUSHES_WHISPER_MODEL'] ?? '';
  const model = isAbsolute(modelPath) ? await fileFacts(modelPath) : null;
  const programPath = await findOnPath('whisper-cli', environment);
  return programPath === null || model === null
    ? null
    : whisperCppAdapter({ programPath, modelPath, ...model });
}

async function findPocketsphinx(
  environment: Environment,
  signal: AbortSignal | undefined,
): Promise<SpeechAdapter | null> {
  const programPath = await findOnPath('pocketsphinx_continuous', environment);
  if (programPath === null) return null;
  const modelPath = englishModelPath(programPath);
  const needed = [join('en-us', 'mdef'), 'en-us.lm.bin', 'cmudict-en-us.dict'];
  const there = await Promise.all(needed.map(async (name) => isFile(join(modelPath, name))));
  if (there.includes(false)) return null;
  return pocketsphinxAdapter({ programPath, modelPath, version: await packagedVersion(environment, signal) });
}

/** The program does not tell its version, but Debian's package list does. */
async function packagedVersion(
  environment: Environment,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const file = await findOnPath('dpkg-query', environment);
  if (file === null) return null;
  const args = ['--show', '--showformat', '${Version}', 'pocketsphinx'];
  try {
    const { stdout } = await runChild({
      file,
      args,
      timeoutSec: 30,
      ...(signal === undefined ? {} : { signal }),
    });
    const version = new TextDecoder().decode(stdout).trim();
    return version === '' ? null : version;
  } catch {
    return null;
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await fileFacts(path)) !== null;
}

/** null: there is no such file. */
async function fileFacts(
  path: string,
): Promise<{ readonly modelSizeBytes: number; readonly modelModifiedMs: number } | null> {
  try {
    const facts = await stat(path);
    return facts.isFile() ? { modelSizeBytes: facts.size, modelModifiedMs: facts.mtimeMs } : null;
  } catch {
    return null;
  }
}
