/** Which of the installed packs does what: the candidates for each task, the best first. */
import { taskNames, type TaskName } from '../../../src-preload/contract/inference-tasks.ts';
import type { PackTask } from '../../../src-preload/contract/model-packs.ts';
import { sha256Hex } from '../../platform/hashing.ts';
import type { AnyModel } from '../model.ts';
import type { ModelInUse } from '../model-in-use.ts';
import { filePath } from './pack-check.ts';
import type { InstalledPack } from './pack-store.ts';

export interface Candidate {
  readonly task: TaskName;
  readonly pack: InstalledPack;
  readonly model: AnyModel;
  readonly inUse: ModelInUse;
}

export interface Preferences {
  /** Task -> id of the pack that a person chose. */
  readonly choices: Readonly<Partial<Record<TaskName, string>>>;
  /** Execution provider of a model of this key; 'cpu' where nothing was measured. */
  provider(key: string, model: string): string;
}

export type Candidates = ReadonlyMap<TaskName, readonly Candidate[]>;

/**
 * A person's choice first, then by the models' rank, then the larger weights, which are the better ones of a family. Packs
 * whose model is not known, or that lack a file which it needs, are no candidates.
 */
export function candidatesOf(
  packs: readonly InstalledPack[],
  models: readonly AnyModel[],
  preferences: Preferences,
): Candidates {
  const found = packs.flatMap((pack) =>
    pack.manifest.tasks.flatMap((wanted) => candidateFor(pack, wanted, models, preferences) ?? []),
  );
  return new Map(
    taskNames.map((task) => [
      task,
      found
        .filter((candidate) => candidate.task === task)
        .sort((one, other) => compare(one, other, preferences.choices[task])),
    ]),
  );
}

function candidateFor(
  pack: InstalledPack,
  { task, model: name }: PackTask,
  models: readonly AnyModel[],
  preferences: Preferences,
): Candidate | null {
  const { manifest } = pack;
  const model = models.find((each) => each.name === name && each.task === task);
  if (model?.engine !== manifest.engine) return null;
  const key = modelKey(pack, model.version);
  const common = { key, model: name, provider: preferences.provider(key, name) };
  if (model.engine === 'transformers') {
    const hub = { path: pack.folder, dtype: manifest.dtype ?? 'fp32' };
    return { task, pack, model, inUse: { ...common, files: {}, hub } };
  }
  const files: Record<string, string> = {};
  for (const [fileName, file] of Object.entries(model.files)) {
    const there = manifest.files.find((each) => each.name === fileName);
    if (there !== undefined) files[fileName] = filePath(pack, there.path);
    else if (file.kind === 'onnx' || file.need === 'required') return null;
  }
  return { task, pack, model, inUse: { ...common, files, hub: null } };
}

/** What results are keyed by: other weights, or another version of the code around them, give another key. */
function modelKey({ manifest }: InstalledPack, modelVersion: number): string {
  const files = manifest.files.map(({ path, sha256 }) => `${path} ${sha256}`).sort();
  return `${manifest.id}@${sha256Hex([...files, String(modelVersion)].join('\n')).slice(0, 12)}`;
}

const weight = ({ pack }: Candidate): number =>
  pack.manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);

function compare(one: Candidate, other: Candidate, chosen: string | undefined): number {
  const isChosen = (candidate: Candidate): number => (candidate.pack.manifest.id === chosen ? 1 : 0);
  return (
    isChosen(other) - isChosen(one) ||
    other.model.rank - one.model.rank ||
    weight(other) - weight(one) ||
    (one.pack.manifest.id < other.pack.manifest.id ? -1 : 1)
  );
}
