/** The question and the answer of an ingest, and what passes between its steps. */
import type { SerializedError } from '../../src-preload/contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import type { EventLog } from '../db/event-log.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Clock } from '../platform/clock.ts';
import type { FileHasher } from '../platform/hashing.ts';
import type { VolumeSource } from './volumes.ts';

export interface IngestRequest {
  /** Files and folders, absolute. A folder becomes a root of the library; a file is taken whatever its extension. */
  readonly paths: readonly string[];
  /** Name of the profile under which clips are worked on. */
  readonly profile: string;
  /** Glob that files in folders have to match (path below the folder, or bare name); null = every video. */
  readonly pattern: string | null;
  readonly recursive: boolean;
  /** Only looks: nothing is written, nothing started, and content is told by its quick identity alone. */
  readonly dryRun: boolean;
}

export interface IngestDependencies {
  readonly connection: Connection;
  readonly eventLog: EventLog;
  readonly pipeline: Pipeline;
  readonly hasher: FileHasher;
  readonly clock: Clock;
  readonly volumes: VolumeSource;
  readonly log: { warn(message: string, facts?: Readonly<Record<string, unknown>>): void };
  readonly signal: AbortSignal;
  onProgress(progress: IngestProgress): void;
}

export interface IngestProgress {
  readonly found: number;
  readonly new: number;
  readonly unchanged: number;
  readonly failed: number;
}

export interface IngestEntry {
  /** Real path: links are resolved. */
  readonly path: string;
  /** null: it did not become a clip. In a dry run, also a clip that would be new. */
  readonly clipId: string | null;
  /** 'new': the library did not know this content; 'unchanged': it did, be it at this place or another. */
  readonly state: 'new' | 'unchanged' | 'failed';
  readonly error: SerializedError | null;
}

export interface IngestResult {
  /** One for each file, and for each path that led to nothing; in the order of their paths. */
  readonly entries: readonly IngestEntry[];
  readonly found: number;
  /** Files in folders that are no videos by their names. */
  readonly ignored: number;
  /** Files that are not at their places any more. */
  readonly missing: number;
  /** Folders that could not be read; what is in them is as it was. */
  readonly unreadableFolders: readonly { readonly path: string; readonly error: SerializedError }[];
}

/** Where a file is: a volume of the library and a path below its mount point, in bytes. */
export interface Place {
  readonly volumeId: number;
  readonly relativePath: Uint8Array;
}

/** What the system tells of a file without reading it. */
export interface FileLook {
  readonly sizeBytes: number;
  /** Nanoseconds since 1970. */
  readonly modifiedNs: bigint;
  /** null where the file system has none to tell. */
  readonly inode: string | null;
}

export interface FoundFile extends FileLook {
  /** Real path. */
  readonly path: string;
  readonly place: Place;
  /** Whether a person gave this very path, or a folder that it is in. What is named is looked at again even if it failed. */
  readonly origin: 'named' | 'folder';
}

/** Order of entries: by code unit, so that it does not hang on anybody's locale. */
export function byPath(a: IngestEntry, b: IngestEntry): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
