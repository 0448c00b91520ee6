/** Keeps the window's place in a small file beside the other settings of this person. Losing it costs a default. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type WindowState, windowState } from './window-state.ts';

export interface WindowStateFile {
  /** null: nothing was kept, or it can't be read. */
  read(): WindowState | null;
  write(state: WindowState): void;
}

/** @param folder As `configFolder` of the host's state gives it. */
export function windowStateFile(folder: string): WindowStateFile {
  const path = join(folder, 'desktop-window.json');
  return {
    read: () => {
      try {
        return windowState.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return null;
      }
    },
    write: (state) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const unfinished = `${path}.${String(process.pid)}.part`;
        writeFileSync(unfinished, `${JSON.stringify(state)}\n`, { mode: 0o600 });
        renameSync(unfinished, path);
      } catch {
        // A folder that can't be written is no reason to keep the window open.
      }
    },
  };
}
