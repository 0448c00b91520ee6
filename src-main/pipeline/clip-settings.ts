/** Which stages a clip is due, and with which params: its profile, and what a person asked for beyond it. */
import { type ModelKeys, modelKeysOf, noModels } from './model-keys.ts';
import {
  type Profile,
  profiles,
  resolveProfile,
  type StageSettings,
  type StageSwitches,
} from './profiles.ts';
import type { Registry } from './registry.ts';
import { sha256OfJson } from './run-key.ts';
import type { AnyStage } from './stage.ts';

interface ResolvedProfile {
  readonly settings: StageSettings;
  /** Changes with anything that could make a finished clip due again. */
  readonly planKey: string;
}

/** What plans depend on beside clips and profiles: what is installed, and what a person turned on or off. */
export interface PlanConditions {
  readonly models: ModelKeys;
  readonly switches: StageSwitches;
}

/** Resolves each profile once for the conditions there are. */
export class ProfileSettings {
  readonly #registry: Registry;
  #conditions: PlanConditions = { models: noModels, switches: {} };
  #resolved = new Map<string, ResolvedProfile>();

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  get models(): ModelKeys {
    return this.#conditions.models;
  }

  /** @throws AppError bad-arguments when a stage would be on and one that it needs off; then all stays as it was */
  set(conditions: PlanConditions): void {
    for (const profile of profiles) resolveProfile(profile, this.#registry, conditions.switches);
    this.#conditions = conditions;
    this.#resolved = new Map();
  }

  /** Whether a stage is off for the whole library, whatever a profile says. */
  isOff(name: string): boolean {
    const stage = this.#registry.stages.find((each) => each.name === name);
    return (this.#conditions.switches[name] ?? stage?.initially ?? 'on') === 'off';
  }

  of(profile: Profile): ResolvedProfile {
    const known = this.#resolved.get(profile.name);
    if (known !== undefined) return known;
    const { models, switches } = this.#conditions;
    const settings = resolveProfile(profile, this.#registry, switches);
    const versions = this.#registry.stages
      .filter(({ name }) => settings.has(name))
      .map((stage) => {
        const { name, version, requires, uses } = stage;
        return { name, version, requires, uses, models: modelKeysOf(stage, models) };
      });
    const planKey = sha256OfJson({ profile: profile.name, settings: [...settings], versions }).slice(0, 32);
    const resolved = { settings, planKey };
    this.#resolved.set(profile.name, resolved);
    return resolved;
  }
}

/** What the profile says, and the stages that this clip has beyond it. */
export function extendSettings(
  settings: StageSettings,
  registry: Registry,
  profile: Profile,
  names: ReadonlySet<string>,
): StageSettings {
  const beyond = registry.stages.filter(({ name }) => names.has(name) && !settings.has(name));
  if (beyond.length === 0) return settings;
  return new Map([
    ...settings,
    ...beyond.map(
      ({ name, params }) => [name, { params: params.parse(profile.params[name] ?? {}) }] as const,
    ),
  ]);
}

/** Params of stages, by their names: what differs for one clip from its profile. */
export type ClipParams = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** `settings` with a clip's own params in them. Those that a stage does not take any more are passed over. */
export function withClipParams(
  settings: StageSettings,
  registry: Registry,
  profile: Profile,
  own: ClipParams,
): StageSettings {
  const changed = registry.stages.flatMap(({ name, params }) => {
    if (!Object.hasOwn(own, name) || !settings.has(name)) return [];
    const parsed = params.safeParse({ ...profile.params[name], ...own[name] });
    return parsed.success ? [[name, { params: parsed.data }] as const] : [];
  });
  return changed.length === 0 ? settings : new Map([...settings, ...changed]);
}

/** A stage and all that it requires, directly or not. */
export function withNeeds(registry: Registry, stage: AnyStage): AnyStage[] {
  const needs = stage.requires
    .map((artifact) => registry.providerOf(artifact))
    .filter((need) => need !== null);
  return [stage, ...needs.flatMap((need) => withNeeds(registry, need))];
}

export function richer(one: Profile, other: Profile): Profile {
  return other.rank > one.rank ? other : one;
}
