/** What the desktop app is started with. */
import type { EngineConnection, StartEngineProcess } from '../../engine/process/engine-connection.ts';

export interface ApplicationStart {
  /** Without the program and its script. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly platform: NodeJS.Platform;
  /** Where the build is: `renderer` and `preload` in it. Absolute. */
  readonly outFolder: string;
  /** What a package brings beside its archive; means nothing where the app is not packaged. Absolute. */
  readonly resourcesFolder: string;
  readonly connect: (library: string, startProcess: StartEngineProcess) => EngineConnection;
}
