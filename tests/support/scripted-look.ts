/**
 * Runs one stage that looks at sampled frames, without a decode: frames come at the times that a test names and models answer as
 * it says. What comes back was parsed against the schemas and lies within the clip and its picture.
 */
import type { z } from 'zod';
import {
  type Artifact,
  type ArtifactMap,
  type ArtifactName,
  artifactSchemas,
  type TimelineEntry,
  timelineEntrySchema,
  type VectorEntry,
} from '../../src-preload/contract/artifacts.ts';
import type {
  Box,
  Picture,
  TaskInput,
  TaskName,
  TaskOutput,
} from '../../src-preload/contract/inference-tasks.ts';
import {
  createStageInference,
  type ModelService,
  SharedLooks,
} from '../../src-main/pipeline/stage-inference.ts';
import type {
  AnyStage,
  FrameAnalyzer,
  FrameWish,
  Inference,
  StageContext,
} from '../../src-main/pipeline/stage.ts';
import { madeProbe } from './made-probe.ts';

/** Task -> what a model answers to an input; of pictures it is told when they are shown. A task without one is not installed. */
export type Script = {
  readonly [T in TaskName]?: (input: TaskInput<T>, timeSec: number) => TaskOutput<T> | Promise<TaskOutput<T>>;
};

export interface ScriptedLook {
  readonly script: Script;
  /** When there are frames. */
  readonly times: readonly number[];
  /** Times of frames that look just like the one before. */
  readonly unchanged?: readonly number[];
  readonly probe?: Parameters<typeof madeProbe>[0];
  readonly artifacts?: Partial<ArtifactMap>;
  readonly params?: unknown;
}

export interface ScriptedResult<N extends ArtifactName> {
  /** null: skipped, for this reason. */
  readonly artifact: Artifact<N> | null;
  readonly skipped: string | null;
  readonly timeline: readonly TimelineEntry[];
  readonly vectors: readonly VectorEntry[];
  /** Tasks in the order in which models were asked, with the time of the picture. */
  readonly asked: readonly { readonly task: TaskName; readonly timeSec: number }[];
  readonly wish: FrameWish | null;
}

export async function lookWithScript<N extends ArtifactName>(
  stage: FrameAnalyzer,
  name: N,
  look: ScriptedLook,
): Promise<ScriptedResult<N>> {
  const asked: { task: TaskName; timeSec: number }[] = [];
  const timeOf = new Map<Picture, number>();
  const looks = new SharedLooks();
  const models = scriptedModels(look.script, (task, picture) => {
    const timeSec = (picture === null ? undefined : timeOf.get(picture)) ?? -1;
    asked.push({ task, timeSec });
    return timeSec;
  });
  const context = scriptedContext(stage, models, looks, look);
  const watched = {
    ...context,
    infer: {
      ...context.infer,
      keep(...[frame, size]: Parameters<Inference['keep']>) {
        const picture = context.infer.keep(frame, size);
        timeOf.set(picture, frame.timeSec);
        return picture;
      },
    },
  };
  const wishes = stage.wishes(watched);
  const nothing = { artifact: null, timeline: [], vectors: [], asked };
  if ('skip' in wishes) return { ...nothing, skipped: wishes.skip, wish: null };
  const [[wishName, wish] = []] = Object.entries(wishes.frames ?? {});
  if (wishName === undefined || wish === undefined) throw new Error('The stage wants no frames.');
  const analysis = stage.begin(watched);
  for (const [index, timeSec] of look.times.entries()) {
    const pixels = framePixels(wish, look.unchanged?.includes(timeSec) === true ? index - 1 : index);
    await analysis.onFrame?.({ index, timeSec, pixels }, wishName);
  }
  const outcome = await analysis.finish({
    ...{ decodedFrames: look.times.length, decodedSec: look.times.at(-1) ?? 0, keyframesOnly: false },
    ...{ errorCount: 0, messages: [] },
  });
  if (outcome.state === 'skipped') return { ...nothing, skipped: outcome.reason, wish };
  const artifact = artifactSchemas[name].parse(outcome.artifacts[name]) as Artifact<N>;
  const timeline = (outcome.timeline ?? []).map((entry) => timelineEntrySchema.parse(entry));
  const endSec = Math.max(context.artifacts.get('probe').durationSec ?? 0, ...look.times);
  checkWithin(artifact, endSec);
  for (const entry of timeline) checkWithin(entry, endSec);
  return { artifact, skipped: null, timeline, vectors: outcome.vectors ?? [], asked, wish };
}

/** The context of a stage whose models answer from a script. Nothing but models and artifacts is there. */
export function scriptedContext<Params>(
  stage: AnyStage & { readonly params: z.ZodType<Params> },
  models: ModelService,
  looks: SharedLooks,
  { artifacts = {}, probe, params }: Pick<ScriptedLook, 'artifacts' | 'probe' | 'params'>,
): StageContext<Params> {
  const all: Partial<ArtifactMap> = { probe: madeProbe(probe), ...artifacts };
  const unused = (): never => {
    throw new Error('Scripted stages have no tools and no files.');
  };
  const { signal } = new AbortController();
  return {
    clip: { id: 'clip', sizeBytes: 0 },
    filePath: '/nowhere',
    params: stage.params.parse(params ?? {}),
    media: new Proxy({} as StageContext<unknown>['media'], { get: unused }),
    infer: createStageInference(models, looks, stage, signal).forStage,
    speech: { programs: [], transcribe: unused },
    artifacts: {
      get<N extends ArtifactName>(name: N): Artifact<N> {
        const artifact = all[name];
        if (!stage.requires.includes(name) || artifact === undefined) throw new Error(`no ${name}`);
        return artifact;
      },
      find<N extends ArtifactName>(name: N): Artifact<N> | null {
        if (stage.uses?.includes(name) !== true) throw new Error(`${stage.name} does not use ${name}`);
        return all[name] ?? null;
      },
    },
    output: { write: unused, pathFor: unused, adopt: unused },
    hashFile: unused,
    log: { info: () => undefined, warn: () => undefined },
    signal,
    progress: () => undefined,
  };
}

export function scriptedModels(
  script: Script,
  onRun: (task: TaskName, picture: Picture | null) => number = () => -1,
): ModelService {
  return {
    modelFor: (task) => (script[task] === undefined ? null : { key: `${task}@1`, title: `Scripted ${task}` }),
    async run(task, input) {
      const answer = script[task];
      if (answer === undefined) throw new Error(`No script for ${task}.`);
      const picture = 'picture' in input ? input.picture : null;
      // Models answer later, never at once.
      await Promise.resolve();
      return answer(input, onRun(task, picture));
    },
  };
}

/** Of one grey; frames with different numbers differ a good deal. */
function framePixels({ width, height }: FrameWish, number: number): Uint8Array {
  return new Uint8Array(width * height * 3).fill((number * 53) % 256);
}

/** Throws where a time lies outside the clip or a box outside the picture, wherever they are in a result. */
function checkWithin(value: unknown, endSec: number): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (['timeSec', 'startSec', 'endSec'].includes(key) && typeof inner === 'number') {
      if (inner < 0 || inner > endSec) throw new Error(`${key} ${String(inner)} is not within the clip`);
    } else if (key === 'box') checkBox(inner as Box);
    else checkWithin(inner, endSec);
  }
}

function checkBox({ x, y, width, height }: Box): void {
  const edges = [x, y, width, height, x + width, y + height];
  if (edges.every((edge) => edge >= 0 && edge <= 1 + 1e-9)) return;
  throw new Error(`The box ${edges.join(' ')} is not within the picture`);
}
