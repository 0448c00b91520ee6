/** What is being worked on, as live messages tell it, and the library's own status, asked for again when they do. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import type { EngineEvent } from '../../src-preload/contract/events.ts';
import type { LiveMessage, ScanState } from '../../src-preload/contract/live.ts';
import type { RushesClient } from '../api/client.ts';

export type LibraryStatus = CommandResponse<'library.status'>;

export interface ActivityState {
  /** null until it was read once. */
  readonly status: LibraryStatus | null;
  /** Newest last. */
  readonly scans: readonly ScanState[];
  /** Clip -> stage -> how far it is (0 to 1; null: not told yet), for what runs now. */
  readonly running: ReadonlyMap<string, ReadonlyMap<string, number | null>>;
  /** What stages are called, by name; empty until it is known. */
  readonly stageTitles: ReadonlyMap<string, string>;

  readonly hear: (message: LiveMessage) => void;
  readonly readStageTitles: () => Promise<void>;
  readonly readStatus: () => Promise<void>;
  readonly startAnew: () => void;
}

export type ActivityStore = StoreApi<ActivityState>;

type Running = Map<string, ReadonlyMap<string, number | null>>;

const mostScans = 20;

export function createActivityStore(client: RushesClient): ActivityStore {
  return createStore<ActivityState>()((set, get) => ({
    status: null,
    scans: [],
    running: new Map(),
    stageTitles: new Map(),

    hear(message) {
      if (message.kind === 'scan') set({ scans: withScan(get().scans, message.scan) });
      if (message.kind === 'progress') set({ running: withProgress(get().running, message.progress) });
      if (message.kind === 'events') set({ running: withEvents(get().running, message.events) });
    },
    async readStageTitles() {
      if (get().stageTitles.size > 0) return;
      const { stages } = await client.ask('stages.list', {});
      set({ stageTitles: new Map(stages.map(({ name, title }) => [name, title])) });
    },
    async readStatus() {
      const status = await client.ask('library.status', {});
      set({ status, running: withStatus(get().running, status) });
    },
    startAnew() {
      set({ status: null, scans: [], running: new Map() });
    },
  }));
}

function withScan(scans: readonly ScanState[], scan: ScanState): readonly ScanState[] {
  return [...scans.filter((other) => other.scan !== scan.scan), scan].slice(-mostScans);
}

function withProgress(
  running: ActivityState['running'],
  progress: readonly { readonly clipId: string; readonly stage: string; readonly fraction: number }[],
): Running {
  const changed = new Map(running);
  for (const { clipId, stage, fraction } of progress) {
    const stages = changed.get(clipId);
    // One that has ended in the meantime stays ended: its event came first.
    if (stages?.has(stage) === true) changed.set(clipId, new Map(stages).set(stage, fraction));
  }
  return changed;
}

/** The same map where no event is about a job, so that nothing is drawn again for nothing. */
function withEvents(
  running: ActivityState['running'],
  events: readonly EngineEvent[],
): ActivityState['running'] {
  if (!events.some(({ type }) => type === 'job-changed')) return running;
  const changed: Running = new Map(running);
  for (const event of events) {
    if (event.type !== 'job-changed') continue;
    const { clipId, stage, state } = event.data;
    const stages = new Map(changed.get(clipId));
    if (state === 'running') stages.set(stage, null);
    else stages.delete(stage);
    if (stages.size === 0) changed.delete(clipId);
    else changed.set(clipId, stages);
  }
  return changed;
}

/** What the database says runs, with the progress that was heard of it. */
function withStatus(running: ActivityState['running'], status: LibraryStatus): Running {
  const changed: Running = new Map();
  for (const { clipId, stage, progress } of status.running) {
    const heard = running.get(clipId)?.get(stage) ?? progress;
    changed.set(clipId, new Map(changed.get(clipId)).set(stage, heard));
  }
  return changed;
}
