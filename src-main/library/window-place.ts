/** Where somebody left off in the window: stored with the library, so that it travels along with it. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { windowPlace } from '../../src-preload/contract/commands/settings.ts';
import type { Connection } from '../db/connection.ts';
import { readSetting, writeSetting } from '../db/repositories/settings.repository.ts';

const settingsKey = 'window-place';

interface PlaceDeps {
  readonly connection: Connection;
}

/** A place that another version of Rushes stored, and that does not fit any more, counts as none. */
export function readWindowPlace({ connection }: PlaceDeps): CommandResponse<'settings.readPlace'> {
  return { place: windowPlace.safeParse(readSetting(connection, settingsKey)).data ?? null };
}

export function saveWindowPlace(
  { place }: CommandRequest<'settings.savePlace'>,
  { connection }: PlaceDeps,
): CommandResponse<'settings.savePlace'> {
  writeSetting(connection, settingsKey, place);
  return {};
}
