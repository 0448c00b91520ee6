/** How much is done with a clip: which stages are on, and with which params. */
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Registry } from './registry.ts';
import type { AnyStage } from './stage.ts';

export interface Profile {
  readonly name: string;
  readonly title: string;
  /** A clip that was ingested with a richer profile is not taken back to a poorer one. */
  readonly rank: number;
  /** Names of the stages that are on; 'all' includes stages that are added later. */
  readonly stages: 'all' | readonly string[];
  /** Params that differ from a stage's own defaults. */
  readonly params: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const profiles: readonly Profile[] = [
  {
    name: 'fast',
    title: 'Keyframes only: playable, browsable, described by its headers',
    rank: 0,
    stages: ['identify', 'probe', 'poster', 'exif', 'filmstrip', 'scenes'],
    params: { scenes: { source: 'keyframes' } },
  },
  {
    name: 'default',
    title: 'Every frame and all of the sound, in one decode',
    rank: 1,
    stages: 'all',
    params: {},
  },
];

/** @throws AppError bad-arguments */
export function profileByName(name: string): Profile {
  const profile = profiles.find((candidate) => candidate.name === name);
  if (profile !== undefined) return profile;
  throw new AppError('bad-arguments', {
    profile: name,
    detail: `there are ${profiles.map((p) => p.name).join(', ')}`,
  });
}

/** What a profile means for each stage: off, or on with these complete params. */
export type StageSettings = ReadonlyMap<string, { readonly params: unknown }>;

/** Stages that a person turned on or off; all others are as their profile has them. */
export type StageSwitches = Readonly<Record<string, 'on' | 'off'>>;

/** @throws AppError bad-arguments when a stage is on and one that it needs is off */
export function resolveProfile(
  profile: Profile,
  registry: Registry,
  switches: StageSwitches = {},
): StageSettings {
  const settings = new Map<string, { params: unknown }>();
  for (const stage of registry.stages) {
    if (!isOn(stage, profile, switches)) continue;
    settings.set(stage.name, { params: stage.params.parse(profile.params[stage.name] ?? {}) });
    for (const artifact of stage.requires) {
      const provider = registry.providerOf(artifact);
      if (provider !== null && !settings.has(provider.name)) {
        throw new AppError('bad-arguments', {
          profile: profile.name,
          detail: `${stage.name} needs ${provider.name}, which is off`,
        });
      }
    }
  }
  return settings;
}

function isOn(stage: AnyStage, { stages }: Profile, switches: StageSwitches): boolean {
  if (stages !== 'all') return stages.includes(stage.name) && switches[stage.name] !== 'off';
  return (switches[stage.name] ?? stage.initially ?? 'on') === 'on';
}
