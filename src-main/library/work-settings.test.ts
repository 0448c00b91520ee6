import { describe, expect, it } from 'vitest';
import type { WindowPlace } from '../../src-preload/contract/commands/settings.ts';
import { filledLibrary } from '../../tests/support/library-database.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { createRegistry, loadStages } from '../pipeline/registry.ts';
import type { StageSwitches } from '../pipeline/profiles.ts';
import type { QueueLimits } from '../pipeline/scheduler.ts';
import { readWindowPlace, saveWindowPlace } from './window-place.ts';
import {
  profileForNewClips,
  readWorkSettings,
  saveWorkSettings,
  storedLimits,
  storedSwitches,
} from './work-settings.ts';

const usualLimits: QueueLimits = { io: 4, cpu: 2, inference: 1, proxy: 1 };

async function setUp() {
  const { connection, view } = await filledLibrary();
  const set: QueueLimits[] = [];
  const pipeline = {
    get limits() {
      return set.at(-1) ?? usualLimits;
    },
    setLimits: (limits: QueueLimits) => void set.push(limits),
  };
  const switched: StageSwitches[] = [];
  const setSwitches = (switches: StageSwitches): void => {
    if (switches['probe'] === 'off') throw new AppError('bad-arguments', { detail: 'poster needs probe' });
    switched.push(switches);
  };
  const { libraryPath } = view;
  const registry = createRegistry(await loadStages());
  const deps = { connection, libraryPath, registry, usualLimits, pipeline, setSwitches };
  return { connection, deps, switched };
}

const store = (connection: Awaited<ReturnType<typeof setUp>>['connection'], key: string, value: string) =>
  connection.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(key, value);

describe('the settings of a library', () => {
  it('are the usual ones until somebody changes them', async () => {
    const { connection, deps } = await setUp();
    expect(readWorkSettings(deps)).toMatchObject({ profile: 'default', limits: usualLimits, usualLimits });
    expect(storedLimits(connection, usualLimits)).toEqual(usualLimits);
  });

  it('hold at once, are kept, and leave the others as they are', async () => {
    const { connection, deps } = await setUp();
    expect(saveWorkSettings({ limits: { cpu: 7 } }, deps)).toMatchObject({
      ...{ profile: 'default', limits: { ...usualLimits, cpu: 7 }, usualLimits },
    });
    expect(saveWorkSettings({ profile: 'fast', limits: { proxy: 2 } }, deps)).toMatchObject({
      ...{ profile: 'fast', limits: { ...usualLimits, cpu: 7, proxy: 2 } },
    });
    expect(profileForNewClips(connection)).toBe('fast');
    // On a larger machine, what nobody has changed follows it.
    const larger = { io: 16, cpu: 8, inference: 2, proxy: 1 };
    expect(storedLimits(connection, larger)).toEqual({ io: 16, cpu: 7, inference: 2, proxy: 2 });
  });

  it('turn stages on and off for all clips, unless another needs one', async () => {
    const { connection, deps, switched } = await setUp();
    expect(readWorkSettings(deps).stages).toEqual({});
    expect(saveWorkSettings({ stages: { scenes: 'off' } }, deps).stages).toEqual({ scenes: 'off' });
    expect(saveWorkSettings({ limits: { cpu: 3 } }, deps).stages).toEqual({ scenes: 'off' });
    expect(switched).toEqual([{ scenes: 'off' }]);
    expect(() => saveWorkSettings({ stages: { probe: 'off' } }, deps)).toThrow('poster needs probe');
    expect(() => saveWorkSettings({ stages: { dance: 'on' } }, deps)).toThrow('No stage');
    expect(storedSwitches(connection)).toEqual({ scenes: 'off' });
  });

  it('that do not fit any more take nothing else with them', async () => {
    const { connection } = await setUp();
    store(connection, 'work', '{"profile":"thorough","limits":{"cpu":3}}');
    expect(profileForNewClips(connection)).toBe('default');
    expect(storedLimits(connection, usualLimits)).toEqual({ ...usualLimits, cpu: 3 });
    store(connection, 'work', '{"limits":{"cpu":-3}}');
    expect(storedLimits(connection, usualLimits)).toEqual(usualLimits);
    store(connection, 'work', '{not JSON');
    expect(storedLimits(connection, usualLimits)).toEqual(usualLimits);
  });
});

describe("a person's place", () => {
  const place: WindowPlace = {
    ...{ view: 'grid', cardWidthPx: 240, sidebar: 'open', openClipId: null, selection: ['abcd'] },
    ...{ topClip: { clipId: 'abcd', offsetPx: -12 }, sort: { by: 'name', direction: 'ascending' } },
    filter: {
      ...{ text: 'sea', place: null, resolutions: [], codecs: [], hdr: [], cameras: [], durations: [] },
      ...{ states: [], tags: [], ratingAtLeast: 0, opened: 'any' },
    },
  };

  it('is kept', async () => {
    const { deps } = await setUp();
    expect(readWindowPlace(deps)).toEqual({ place: null });
    saveWindowPlace({ place }, deps);
    expect(readWindowPlace(deps)).toEqual({ place });
  });

  it('is none where what is stored does not fit any more', async () => {
    const { connection, deps } = await setUp();
    store(connection, 'window-place', JSON.stringify({ ...place, view: 'globe' }));
    expect(readWindowPlace(deps)).toEqual({ place: null });
  });
});
