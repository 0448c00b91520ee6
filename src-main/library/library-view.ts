/** A library as those see it who only read it; another process may be writing it meanwhile. */
import type { LockHolder } from '../../src-preload/contract/commands/shapes.ts';
import type { Connection } from '../db/connection.ts';
import type { Registry } from '../pipeline/registry.ts';
import type { Clock } from '../platform/clock.ts';

export interface LibraryView {
  /** The library's folder. */
  readonly libraryPath: string;
  readonly databasePath: string;
  readonly backupsPath: string;
  readonly connection: Connection;
  readonly registry: Registry;
  readonly clock: Clock;
  /** The process that writes the library now, this one included; null: nobody does. */
  lockHolder(): LockHolder | null;
}
