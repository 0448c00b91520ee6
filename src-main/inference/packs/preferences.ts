/** What a person chose, and what was measured on this machine: kept beside the packs. */
import { join } from 'node:path';
import { z } from 'zod';
import { type TaskName, taskName } from '../../../src-preload/contract/inference-tasks.ts';
import { packId, type ProviderVerdict, providerVerdict } from '../../../src-preload/contract/model-packs.ts';
import type { Preferences } from './installed-models.ts';
import { readJson, writeJson } from './pack-store.ts';

const choicesSchema = z.partialRecord(taskName, packId);
/** By "<key of the model> <name of the model>". */
const measuredSchema = z.record(z.string(), z.array(providerVerdict));

export interface MeasuredModel {
  readonly key: string;
  readonly model: string;
  readonly verdicts: readonly ProviderVerdict[];
}

export class StoredPreferences implements Preferences {
  readonly #choicesPath: string;
  readonly #measuredPath: string;
  #choices: Readonly<Partial<Record<TaskName, string>>> = {};
  #measured: Readonly<Record<string, readonly ProviderVerdict[]>> = {};

  constructor(folder: string) {
    this.#choicesPath = join(folder, 'choices.json');
    this.#measuredPath = join(folder, 'providers.json');
  }

  get choices(): Preferences['choices'] {
    return this.#choices;
  }

  /** What is no JSON, or of another shape, counts as nothing chosen and nothing measured. */
  async load(): Promise<void> {
    this.#choices = (await readJson(this.#choicesPath, choicesSchema)) ?? {};
    this.#measured = (await readJson(this.#measuredPath, measuredSchema)) ?? {};
  }

  provider(key: string, model: string): string {
    return this.verdicts(key, model).find(({ state }) => state === 'used')?.provider ?? 'cpu';
  }

  verdicts(key: string, model: string): readonly ProviderVerdict[] {
    return this.#measured[entry(key, model)] ?? [];
  }

  /** null: no choice. @throws AppError disk-full, permission-denied, io-error */
  async choose(task: TaskName, id: string | null): Promise<void> {
    const others = Object.entries(this.#choices).filter(([name]) => name !== task);
    this.#choices = Object.fromEntries(id === null ? others : [...others, [task, id]]);
    await writeJson(this.#choicesPath, this.#choices);
  }

  /** Takes back the choices of a pack that is gone. @throws AppError disk-full, permission-denied, io-error */
  async forget(id: string): Promise<void> {
    const others = Object.entries(this.#choices).filter(([, chosen]) => chosen !== id);
    if (others.length === Object.keys(this.#choices).length) return;
    this.#choices = Object.fromEntries(others);
    await writeJson(this.#choicesPath, this.#choices);
  }

  /** Forgets what was measured of models that are not there any more. @throws AppError disk-full, io-error */
  async note(measured: readonly MeasuredModel[], installed: ReadonlySet<string>): Promise<void> {
    const kept = Object.entries(this.#measured).filter(([name]) => installed.has(name.split(' ')[0] ?? ''));
    const fresh = measured.map(({ key, model, verdicts }) => [entry(key, model), verdicts] as const);
    this.#measured = Object.fromEntries([...kept, ...fresh]);
    await writeJson(this.#measuredPath, this.#measured);
  }
}

const entry = (key: string, model: string): string => `${key} ${model}`;
