/**
 * transformers.js, set up so that it reads the folder that it is given and nothing else. It is imported when the first hub model is
 * loaded and not before: it brings sharp and a runtime of its own along, which an inference process for other models does without.
 */
import type * as TransformersModule from '@huggingface/transformers';

export type Transformers = typeof TransformersModule;

/** All that transformers.js fetches in Node goes by `env.fetch`, but for a cache of browsers that is never on. */
function refuseToFetch(address: string | URL): Promise<never> {
  return Promise.reject(new Error(`models are read from disk only, not from ${String(address)}`));
}

export async function importTransformers(): Promise<Transformers> {
  const transformers = await import('@huggingface/transformers');
  const { env } = transformers;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.fetch = refuseToFetch;
  // Caches are for what was downloaded: the default one would be written into node_modules.
  env.useFSCache = false;
  env.useBrowserCache = false;
  env.useCustomCache = false;
  env.useWasmCache = false;
  env.cacheDir = null;
  // It would print whole tensors where a run fails; the error itself says what happened.
  env.logLevel = transformers.LogLevel.NONE;
  return transformers;
}
