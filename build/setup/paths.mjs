/** Where set-up keeps its things. Everything is inside the checkout. */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const rootFolder = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Lock and stamps of set-up. */
export const stateFolder = join(rootFolder, '.rushes-build');

/** Static builds of ffmpeg and ffprobe, where the system has none that is new enough. */
export const toolsFolder = join(rootFolder, '.tools');

export const outFolder = join(rootFolder, 'out');

/** @param {...string} parts */
export const inRoot = (...parts) => join(rootFolder, ...parts);
