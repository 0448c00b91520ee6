/** A PATH on which only some of the machine's programs are. */
import { accessSync, constants, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What work on clips takes; programs that write down speech are not among it. */
const usualPrograms = ['ffmpeg', 'ffprobe', 'exiftool', 'perl'];

/** Makes a folder with links to the usual programs, as far as they are installed. */
export function onlyUsualPrograms(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const places = (process.env['PATH'] ?? '').split(delimiter);
  for (const program of usualPrograms) {
    const found = places.map((place) => join(place, program)).find(isProgram);
    if (found !== undefined) symlinkSync(found, join(folder, program));
  }
  return folder;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
