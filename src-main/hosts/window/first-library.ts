/** Which library a window opens when it starts. */
import { holdsLibrary } from '../../engine/folder-look.ts';
import { locateLibrary } from '../cli/library-location.ts';
import { configFolder, openHostState } from './host-state.ts';

interface Choices {
  /** What the start names. Absolute. */
  readonly asked: string | null;
  /** Opened before, newest first. */
  readonly recent: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
}

/** What was asked for, or named by the environment, else the last one that is there, else the usual place. */
export async function firstLibrary(choices: Choices): Promise<string> {
  const { asked, recent, environment, workingFolder } = choices;
  if (asked !== null) return asked;
  const usual = locateLibrary(undefined, environment, workingFolder);
  if ((environment['RUSHES_LIBRARY'] ?? '') !== '') return usual;
  for (const path of recent) if (await holdsLibrary(path)) return path;
  return usual;
}

/** The same for a start that names none, with what was opened before. */
export function lastLibrary(
  environment: Readonly<Record<string, string | undefined>>,
  workingFolder: string,
): Promise<string> {
  const { recent } = openHostState(configFolder(environment));
  return firstLibrary({ asked: null, recent, environment, workingFolder });
}
