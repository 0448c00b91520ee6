/** Understanding: what each model costs, and what all of them together do to an ingest. */
import { benchModels } from './model-speed.ts';
import { benchUnderstanding } from './understanding.ts';

export async function benchInference(): Promise<void> {
  await benchModels();
  await benchUnderstanding();
}
