/** A program that has an inference process hang and says that one's number: for a test of what becomes of it without us. */
import { createInferenceClient } from '../../src-main/inference/client.ts';
import { forkInferenceProcess } from '../../src-main/inference/fork-inference-process.ts';

const client = createInferenceClient({
  start: () => {
    const started = forkInferenceProcess();
    process.stdout.write(`${String(started.pid)}\n`);
    return started;
  },
  log: { info: () => undefined, warn: () => undefined },
  modelsFolder: new URL('inference-models/', import.meta.url),
});
const model = {
  ...{ key: 'obedient@1', model: 'obedient', files: {}, provider: 'cpu' },
  hub: { path: '/nowhere', dtype: 'fp32' },
};
const input = { texts: ['hang'], from: 'en', to: 'en' };
await client.run(model, 'translation', input, new AbortController().signal);
