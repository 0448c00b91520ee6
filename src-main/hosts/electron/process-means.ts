/** What it takes to start utility processes, and to end them. */
import type { ForkOptions, UtilityProcess } from 'electron';

export interface ProcessMeans {
  readonly fork: (modulePath: string, args: string[], options: ForkOptions) => UtilityProcess;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends a process at once. Electron's own way asks politely, which a process that hangs does not hear. */
  readonly killNow: (pid: number) => void;
}
