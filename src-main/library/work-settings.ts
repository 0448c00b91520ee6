/**
 * How a library is worked on: the profile for what is taken in, and how many jobs run at a time. Stored with the library;
 * what nobody has changed is not stored, so that it goes on following the machine.
 */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { save } from '../../src-preload/contract/commands/settings.ts';
import type { Connection } from '../db/connection.ts';
import { readSetting, writeSetting } from '../db/repositories/settings.repository.ts';
import type { StageSwitches } from '../pipeline/profiles.ts';
import type { Registry } from '../pipeline/registry.ts';
import type { QueueLimits } from '../pipeline/scheduler.ts';

const settingsKey = 'work';
const usualProfile = 'default';

const { profile, limits, stages } = save.request.shape;
/** Part by part: one that does not fit any more takes nothing else with it. */
const storedSettings = z.object({
  profile: profile.catch(undefined),
  limits: limits.catch(undefined),
  stages: stages.catch(undefined),
});
type StoredSettings = z.output<typeof storedSettings>;
type Settings = CommandResponse<'settings.read'>;

export interface WorkSettingsDeps {
  readonly connection: Connection;
  readonly libraryPath: string;
  readonly registry: Registry;
  /** What this engine would run with if nothing were stored. */
  readonly usualLimits: QueueLimits;
  readonly pipeline: {
    readonly limits: QueueLimits;
    setLimits(limits: QueueLimits): void;
  };
  /** @throws AppError bad-arguments when a stage would be on and one that it needs off; then nothing changes */
  readonly setSwitches: (switches: StageSwitches) => void;
}

function stored(connection: Connection): StoredSettings {
  return storedSettings.safeParse(readSetting(connection, settingsKey)).data ?? {};
}

/** Name of the profile under which clips are taken in. */
export function profileForNewClips(connection: Connection): Settings['profile'] {
  return stored(connection).profile ?? usualProfile;
}

/** The usual limits, but for those that somebody has changed. */
export function storedLimits(connection: Connection, usualLimits: QueueLimits): QueueLimits {
  return { ...usualLimits, ...definedOf(stored(connection).limits) };
}

/** What somebody turned on or off, as far as there are such stages. */
export function storedSwitches(connection: Connection): StageSwitches {
  return stored(connection).stages ?? {};
}

export function readWorkSettings(deps: WorkSettingsDeps): Settings {
  const { connection, libraryPath, usualLimits, pipeline } = deps;
  return {
    library: libraryPath,
    profile: profileForNewClips(connection),
    limits: { ...pipeline.limits },
    stages: { ...storedSwitches(connection) },
    cores: availableParallelism(),
    usualLimits: { ...usualLimits },
  };
}

/**
 * Running jobs are not stopped by a lower limit: fewer are started. A stage that is turned on runs for the whole library.
 *
 * @throws AppError stage-unknown, bad-arguments
 */
export function saveWorkSettings(request: CommandRequest<'settings.save'>, deps: WorkSettingsDeps): Settings {
  const { connection, pipeline } = deps;
  const before = stored(connection);
  const changed = definedOf(request.limits);
  const switches = { ...before.stages, ...request.stages };
  for (const name of Object.keys(request.stages ?? {})) deps.registry.get(name);
  if (request.stages !== undefined) deps.setSwitches(switches);
  writeSetting(connection, settingsKey, {
    profile: request.profile ?? before.profile,
    limits: { ...before.limits, ...changed },
    stages: switches,
  });
  pipeline.setLimits({ ...pipeline.limits, ...changed });
  return readWorkSettings(deps);
}

function definedOf(limits: Partial<Record<keyof QueueLimits, number | undefined>> | undefined) {
  const entries = Object.entries(limits ?? {}).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(entries) as Partial<QueueLimits>;
}
