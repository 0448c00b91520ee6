/** Folders in Hugging Face's layout: config.json, tokenizer files, and weights as `onnx/<part><suffix of the kind of weights>.onnx`. */
import { sep } from 'node:path';
import { z } from 'zod';
import type { TaskName } from '../../../src-preload/contract/inference-tasks.ts';
import { packPath, type PackTask } from '../../../src-preload/contract/model-packs.ts';
import { displayPath } from '../../platform/paths.ts';
import type { HubModel } from '../model.ts';
import { isOnnx, type LeftOut, licenceBeside, readText, type Scan, type ScannedFile } from './import-scan.ts';
import type { Recognised, Recognition } from './recognise-onnx.ts';
import { type FoundPack, sideLoaded } from './side-loaded.ts';

const hubConfig = z.looseObject({
  model_type: z.string(),
  architectures: z
    .array(z.string())
    .nullish()
    .transform((names) => names ?? []),
  id2label: z.record(z.string(), z.string()).nullish(),
  _name_or_path: z.string().nullish(),
});
type HubConfig = z.infer<typeof hubConfig>;

/** As transformers.js calls kinds of weights and ends their names; those that suit a CPU best come first. */
const dtypeSuffixes = [
  ['q8', '_quantized'],
  ['fp32', ''],
  ['int8', '_int8'],
  ['uint8', '_uint8'],
  ['fp16', '_fp16'],
  ['q4', '_q4'],
  ['q4f16', '_q4f16'],
  ['bnb4', '_bnb4'],
] as const;

/** The parts that weights for a task come in. */
const partsOfTask: Partial<Record<TaskName, readonly string[]>> = {
  transcript: ['encoder_model', 'decoder_model_merged'],
  translation: ['encoder_model', 'decoder_model_merged'],
  'picture-features': ['vision_model'],
  'text-features': ['text_model'],
};

/** What the head of a network says of what it was trained for: the ends of the names of its architectures. */
const headsOfTask: Partial<Record<TaskName, RegExp>> = {
  entities: /ForTokenClassification$/,
  emotion: /ForImageClassification$/,
  'content-warning': /ForImageClassification$/,
  'focal-length': /ForImageClassification$/,
  'sound-events': /ForAudioClassification$/,
  'text-embedding': /(Model|ForMaskedLM|SentenceEmbedding)$/,
};

/** Of FER2013 and AffectNet, as labels begin. */
const emotionNames = ['ang', 'disgust', 'fear', 'happ', 'neutral', 'sad', 'surpris', 'contempt'];

export interface RecognisedHub extends Recognised {
  /** Paths of all that lies in such folders. */
  readonly covered: ReadonlySet<string>;
}

/** @throws the signal's reason */
export async function recogniseHubs(
  scan: Scan,
  using: Recognition,
  signal: AbortSignal,
): Promise<RecognisedHub> {
  const found: FoundPack[] = [];
  const leftOut: LeftOut[] = [];
  const covered = new Set<string>();
  for (const [folder, files] of scan.only === null ? scan.byFolder : []) {
    const config = await configOf(files);
    if (config === null) continue;
    const inside = [
      ...files,
      ...(scan.byFolder.get(folder + sep + 'onnx') ?? []),
      ...(scan.byFolder.get(folder + sep + '1_Pooling') ?? []),
    ];
    const weights = inside.filter((file) => isOnnx(file) && file.folder !== folder);
    for (const { path } of weights) covered.add(path);
    const result = await hubPack({ scan, folder, config, inside, weights }, using, signal);
    if (typeof result === 'string') leftOut.push({ path: folder, reason: result });
    else found.push(result);
  }
  return { found, leftOut, covered };
}

async function configOf(files: readonly ScannedFile[]): Promise<HubConfig | null> {
  const file = files.find(({ name }) => name === 'config.json');
  const text = file === undefined ? null : await readText(file);
  if (text === null) return null;
  try {
    return hubConfig.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

interface HubLook {
  readonly scan: Scan;
  readonly folder: string;
  readonly config: HubConfig;
  /** All files that belong to it. */
  readonly inside: readonly ScannedFile[];
  /** Those of `onnx/`. */
  readonly weights: readonly ScannedFile[];
}

/** A pack, or the reason why it is none. */
async function hubPack(hub: HubLook, using: Recognition, signal: AbortSignal): Promise<FoundPack | string> {
  const { config, weights, folder, scan } = hub;
  const kind = `a model of the type "${config.model_type}"`;
  if (weights.length === 0) return `configuration or tokenizer of ${kind}, without weights (onnx/*.onnx)`;
  const models = using.models.filter((model) => model.engine === 'transformers');
  const able = models.filter(
    (model) => model.modelTypes.includes(config.model_type) && headFits(model, config),
  );
  if (able.length === 0) return `no model of Rushes works with ${kind}${architectureText(config)}`;
  for (const [dtype, suffix] of dtypeSuffixes) {
    const has = (part: string): boolean => weights.some(({ name }) => name === `${part}${suffix}.onnx`);
    const whole = able.filter(({ task }) => (partsOfTask[task] ?? ['model']).every(has));
    const [first, ...others] = whole;
    if (first === undefined) continue;
    if (isAmbiguous(whole))
      return `it may be for ${whole.map(({ task }) => task).join(' or ')}: its config.json does not say`;
    const tasks: [PackTask, ...PackTask[]] = [
      { task: first.task, model: first.name },
      ...others.map(({ task, name }) => ({ task, model: name })),
    ];
    const stems = whole.flatMap(({ task }) => partsOfTask[task] ?? ['model']).map((part) => part + suffix);
    const files = await filesOf(hub, new Set(stems), using, signal);
    const licence = (await licenceBeside(folder, scan))?.name ?? (await cardLicence(hub));
    const title = titleOf(hub, first);
    return sideLoaded({
      tasks,
      title,
      engine: 'transformers',
      dtype,
      licence,
      project: using.project,
      files,
      installedAt: using.now,
    });
  }
  return `the weights of ${kind} are not complete: ${partsWanted(able)}`;
}

function headFits({ task }: HubModel, { architectures, id2label }: HubConfig): boolean {
  const head = headsOfTask[task];
  if (head === undefined || architectures.length === 0) return true;
  if (!architectures.some((name) => head.test(name))) return false;
  if (task !== 'emotion') return true;
  const labels = Object.values(id2label ?? {}).map((label) => label.toLowerCase());
  return emotionNames.filter((name) => labels.some((label) => label.startsWith(name))).length >= 4;
}

/** Picture and text halves of a pair belong together; anything else is one or the other. */
function isAmbiguous(models: readonly HubModel[]): boolean {
  return (
    models.length > 1 && models.some(({ task }) => task !== 'picture-features' && task !== 'text-features')
  );
}

const architectureText = ({ architectures }: HubConfig): string =>
  architectures.length === 0 ? '' : ` (${architectures.join(', ')})`;

function partsWanted(models: readonly HubModel[]): string {
  const parts = new Set(models.flatMap(({ task }) => partsOfTask[task] ?? ['model']));
  return `wanted are ${[...parts].map((part) => `onnx/${part}*.onnx`).join(' and ')}`;
}

/** Weights of these names, with the data that lies outside of them, and the small files that go with any. */
async function filesOf(hub: HubLook, stems: ReadonlySet<string>, using: Recognition, signal: AbortSignal) {
  const taken = hub.inside.flatMap((file) => {
    const path = file.path
      .slice(hub.folder.length + 1)
      .split(sep)
      .join('/');
    const isWeight = path.startsWith('onnx/');
    const stem = /^(.+)\.onnx(_data(_\d+)?)?$/.exec(file.name)?.[1] ?? '';
    const isWanted = isWeight ? stems.has(stem) : /\.(json|txt|model)$/.test(path);
    return isWanted && packPath.safeParse(path).success ? [{ file, path }] : [];
  });
  const files = [];
  for (const { file, path } of taken) {
    files.push({ file, path, name: null, sha256: await using.hashFile(file.path, signal) });
  }
  return files;
}

/** "license: mit" in the head of the model's card. */
async function cardLicence({ inside }: HubLook): Promise<string | null> {
  const card = inside.find(({ name }) => name.toLowerCase() === 'readme.md');
  const text = card === undefined ? null : await readText(card);
  const head = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text ?? '')?.[1] ?? '';
  return /^license:\s*["']?([\w.+-]+)/m.exec(head)?.[1] ?? null;
}

function titleOf({ config, folder }: HubLook, model: HubModel): string {
  const name = config._name_or_path ?? folder.slice(folder.lastIndexOf(sep) + 1);
  return `${model.title} (${displayPath(name).slice(0, 80)})`;
}
