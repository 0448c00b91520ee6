/**
 * What a person set for all libraries on this machine, in one small JSON file of the user's configuration folder. It is
 * read anew before each change, so that several hosts can share it. A file that can't be read is kept as `….bad`.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { z } from 'zod';
import { type Preferences, preferences } from '../../../src-preload/contract/host-commands.ts';

const mostRecent = 12;
const configVariable = 'RUSHES_CONFIG';

const stateSchema = z.object({
  /** Paths of libraries that were open, newest first. */
  recent: z.array(z.string()).default([]),
  preferences: preferences.prefault({}),
});
type State = z.output<typeof stateSchema>;

export interface HostState {
  readonly preferences: Preferences;
  readonly recent: readonly string[];
  /** Puts a library in front of those that were opened. */
  remember(libraryPath: string): void;
  savePreferences(change: { readonly [K in keyof Preferences]?: Preferences[K] | undefined }): Preferences;
}

/** The folder of the file: RUSHES_CONFIG, else the system's place for configuration. */
export function configFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const named = environment[configVariable];
  return named === undefined || named === '' ? envPaths('rushes', { suffix: '' }).config : resolve(named);
}

export function openHostState(folder: string): HostState {
  const path = join(folder, 'window.json');
  return {
    get preferences() {
      return readState(path).preferences;
    },
    get recent() {
      return readState(path).recent;
    },
    remember(libraryPath) {
      const state = readState(path);
      if (state.recent[0] === libraryPath) return;
      const others = state.recent.filter((other) => other !== libraryPath);
      writeState(folder, path, { ...state, recent: [libraryPath, ...others].slice(0, mostRecent) });
    },
    savePreferences(change) {
      const state = readState(path);
      const known = Object.entries(change).filter(([, value]) => value !== undefined);
      const changed = preferences.parse({ ...state.preferences, ...Object.fromEntries(known) });
      writeState(folder, path, { ...state, preferences: changed });
      return changed;
    },
  };
}

/** What to call a library: its folder's name without the ending. */
export function libraryName(path: string): string {
  const name = basename(path);
  const short = name.replace(/\.rushes$/i, '');
  return short === '' ? name : short;
}

function readState(path: string): State {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return stateSchema.parse({});
  }
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    renameSync(path, `${path}.bad`);
    return stateSchema.parse({});
  }
}

/** All of it or nothing, even when the power fails in between. */
function writeState(folder: string, path: string, state: State): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${String(process.pid)}.part`;
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeFileSync(file, `${JSON.stringify(state, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
}
