/** What the job store is made of, and what it has to know of clips. */
import type { ArtifactName } from '../../src-preload/contract/artifacts.ts';
import type { EventLog } from '../db/event-log.ts';
import type { JobsRepository } from '../db/repositories/jobs.repository.ts';
import type { ResultsRepository } from '../db/repositories/results.repository.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { ClipParams } from './clip-settings.ts';
import type { Registry } from './registry.ts';

/** What the pipeline has to know of clips; the library keeps them. */
export interface ClipDirectory {
  find(clipId: string): PipelineClip | null;
  /** Whether a file of the clip can be reached. */
  isReachable(clipId: string): boolean;
  setProfile(clipId: string, profile: string): void;
  /** What a person asked for beyond the clip's profile. */
  paramsOf(clipId: string): ClipParams;
  /** Adds to it, or replaces what it says of this stage. */
  setParams(clipId: string, stage: string, params: ClipParams[string]): void;
  /** SHA-256 of what a person imported in place of models' results, by the stage whose result it is. */
  importsOf(clipId: string): ReadonlyMap<string, string>;
  /** Clips in the order of their sequence, behind this one: at most `limit`. */
  behind(sequence: number, limit: number): readonly PipelineClip[];
  /** Remembers that nothing is left to do under this plan; null = look again. */
  setPlanKey(clipId: string, planKey: string | null): void;
  /** Counts a crash of a tool; gives the count. */
  addCrash(clipId: string): number;
  setQuarantined(clipId: string, atMs: number | null): void;
  /** Called for every artifact in the transaction that stores it. */
  onArtifact(clipId: string, name: ArtifactName, data: unknown): void;
}

export interface PipelineClip {
  readonly id: string;
  readonly sequence: number;
  readonly profile: string;
  readonly planKey: string | null;
  readonly quarantinedMs: number | null;
}

export interface JobStoreDependencies {
  readonly eventLog: EventLog;
  readonly jobs: JobsRepository;
  readonly results: ResultsRepository;
  readonly clips: ClipDirectory;
  readonly registry: Registry;
  readonly clock: Clock;
  /** 0 to 1, evenly spread. */
  readonly random: () => number;
  readonly log: Pick<Log, 'warn'>;
}
