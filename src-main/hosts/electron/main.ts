/** The program of the desktop window: Electron runs this file. */
import { resolve } from 'node:path';
import { createEngineConnection } from '../../engine/process/supervisor.ts';
import { engineEntryPath } from '../../engine/process/fork-process.ts';
import { startApplication } from './application.ts';
import { ownArguments } from './opened-paths.ts';

startApplication({
  args: ownArguments(process.argv, process.defaultApp ? 'unpackaged' : 'packaged'),
  environment: process.env,
  workingFolder: process.cwd(),
  platform: process.platform,
  outFolder: resolve(import.meta.dirname, '..', '..', '..'),
  resourcesFolder: process.resourcesPath,
  connect: (library, start) =>
    createEngineConnection({
      start,
      entryPath: engineEntryPath(),
      library,
      command: 'Rushes (window)',
      ifMissing: 'create',
      workers: null,
    }),
});
