/** What the engine is told of where its tools are. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Surroundings {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** Where a packaged app keeps what is not inside its archive; null: it is not packaged. */
  readonly resourcesFolder: string | null;
  readonly isFile: (path: string) => boolean;
}

/** Where Homebrew (Apple silicon, Intel) and MacPorts install programs. Apps started by the Finder don't have them on PATH. */
const macProgramFolders = ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin'];

const tools = [
  { name: 'ffmpeg', variable: 'RUSHES_FFMPEG' },
  { name: 'ffprobe', variable: 'RUSHES_FFPROBE' },
] as const;

/** What a person named wins, then what came with the package, then what the system has. */
export function engineEnvironment({
  environment,
  platform,
  resourcesFolder,
  isFile,
}: Surroundings): Record<string, string | undefined> {
  const told: Record<string, string | undefined> = { ...environment };
  for (const { name, variable } of tools) {
    if (resourcesFolder === null || (environment[variable] ?? '') !== '') continue;
    const packaged = join(resourcesFolder, 'ffmpeg', platform === 'win32' ? `${name}.exe` : name);
    if (isFile(packaged)) told[variable] = packaged;
  }
  if (platform === 'darwin') told['PATH'] = withFolders(environment['PATH'] ?? '', macProgramFolders);
  return told;
}

function withFolders(path: string, folders: readonly string[]): string {
  const present = path.split(delimiter).filter((folder) => folder !== '');
  return [...present, ...folders.filter((folder) => !present.includes(folder))].join(delimiter);
}

export const isFile = (path: string): boolean => existsSync(path);
