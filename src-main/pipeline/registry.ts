/**
 * The stages there are: found by glob beside this file, validated before anything runs, in an order in which each
 * stage comes after those it needs.
 */
import { readdir } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { z } from 'zod';
import { type ArtifactName, isArtifactName } from '../../src-preload/contract/artifacts.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { taskName } from '../../src-preload/contract/inference-tasks.ts';
import { type AnyStage, queueNames } from './stage.ts';

export interface Registry {
  /** Every stage, those it needs before it. */
  readonly stages: readonly AnyStage[];
  /** @throws AppError stage-unknown */
  get(name: string): AnyStage;
  providerOf(artifact: ArtifactName): AnyStage | null;
}

interface FoundStage {
  /** The file's name without `.stage.ts`. */
  readonly fileName: string;
  readonly exported: unknown;
}

const headSchema = z.object({
  kind: z.enum(['stage', 'frame-analyzer']),
  name: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  title: z.string().min(1),
  version: z.number().int().positive(),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  requires: z.array(z.string()),
  uses: z.array(z.string()).optional(),
  provides: z.array(z.string()).min(1),
  queue: z.enum(queueNames),
  models: z.array(z.object({ task: taskName, need: z.enum(['required', 'useful']) })).optional(),
  initially: z.enum(['on', 'off']).optional(),
  params: z.object({ parse: z.function() }).loose(),
});

/** Loads every `*.stage` module of a folder (the sources' or the build's, by this module's own extension). */
export async function loadStages(folder: URL = new URL('stages/', import.meta.url)): Promise<FoundStage[]> {
  const suffix = `.stage${extname(import.meta.url)}`;
  const names = (await readdir(folder)).filter((name) => name.endsWith(suffix)).sort();
  return Promise.all(
    names.map(async (name) => {
      const module = (await import(new URL(name, folder).href)) as { default?: unknown };
      return { fileName: basename(name, suffix), exported: module.default };
    }),
  );
}

/** @throws AppError internal that names the stage and what is wrong with it */
export function createRegistry(found: readonly FoundStage[]): Registry {
  const stages = found.map(parseStage);
  const byName = new Map<string, AnyStage>();
  const providers = new Map<ArtifactName, AnyStage>();
  for (const stage of stages) {
    if (byName.has(stage.name)) refuse(stage.name, 'two stages have this name');
    byName.set(stage.name, stage);
    for (const artifact of stage.provides) {
      const other = providers.get(artifact);
      if (other !== undefined) refuse(stage.name, `"${artifact}" is provided by ${other.name} as well`);
      providers.set(artifact, stage);
    }
  }
  const ordered = order(stages, providers);
  return {
    stages: ordered,
    get(name) {
      const stage = byName.get(name);
      if (stage === undefined) throw new AppError('stage-unknown', { stage: name });
      return stage;
    },
    providerOf: (artifact) => providers.get(artifact) ?? null,
  };
}

function refuse(stage: string, detail: string): never {
  throw new AppError('internal', { stage, detail });
}

function parseStage({ fileName, exported }: FoundStage): AnyStage {
  const head = headSchema.safeParse(exported);
  if (!head.success) return refuse(fileName, `not a stage: ${z.prettifyError(head.error)}`);
  const { name, kind, provides, requires, uses = [] } = head.data;
  if (name !== fileName) return refuse(name, `its file is called ${fileName}.stage`);
  for (const artifact of [...provides, ...requires, ...uses]) {
    if (!isArtifactName(artifact)) return refuse(name, `the contract has no artifact "${artifact}"`);
  }
  if (kind === 'frame-analyzer' && head.data.queue !== 'cpu' && head.data.queue !== 'inference')
    return refuse(name, 'frame analyzers run in the cpu queue or in the inference queue');
  return exported as AnyStage;
}

/** Depth-first, so that needs come first; ties keep the order of tiers, then of names. */
function order(stages: readonly AnyStage[], providers: ReadonlyMap<ArtifactName, AnyStage>): AnyStage[] {
  const ordered: AnyStage[] = [];
  const state = new Map<AnyStage, 'open' | 'closed'>();
  const visit = (stage: AnyStage, path: readonly string[]): void => {
    if (state.get(stage) === 'closed') return;
    if (state.get(stage) === 'open')
      refuse(stage.name, `needs itself: ${[...path, stage.name].join(' -> ')}`);
    state.set(stage, 'open');
    for (const artifact of [...stage.requires, ...(stage.uses ?? [])]) {
      const provider = providers.get(artifact);
      if (provider === undefined) refuse(stage.name, `no stage provides "${artifact}"`);
      visit(provider, [...path, stage.name]);
    }
    state.set(stage, 'closed');
    ordered.push(stage);
  };
  const byTier = [...stages].sort((a, b) => a.tier - b.tier || (a.name < b.name ? -1 : 1));
  for (const stage of byTier) visit(stage, []);
  return ordered;
}
