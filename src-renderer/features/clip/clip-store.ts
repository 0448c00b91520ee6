/** Everything that is read of the open clip, and which live messages make it be read again. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArtifactName } from '../../../src-preload/contract/artifacts.ts';
import type { ClipInfo } from '../../../src-preload/contract/commands/clip-info.ts';
import type { ClipTimeline } from '../../../src-preload/contract/commands/clip-timeline.ts';
import type { ClipUnderstanding } from '../../../src-preload/contract/commands/clip-understanding.ts';
import type { CommandResponse } from '../../../src-preload/contract/commands.ts';
import { type AppError, type SerializedError, toAppError } from '../../../src-preload/contract/errors.ts';
import type { EngineEvent } from '../../../src-preload/contract/events.ts';
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import type { RushesClient } from '../../api/client.ts';

export type Annotations = CommandResponse<'clip.annotations'>;

export interface ClipState {
  /** null: not read yet. */
  readonly info: ClipInfo | null;
  readonly timeline: ClipTimeline | null;
  readonly playback: CommandResponse<'clip.playback'> | null;
  readonly annotations: Annotations | null;
  /** What models saw, read and heard. */
  readonly understanding: ClipUnderstanding | null;
  /** Why there is nothing to show: the clip is not known, say. */
  readonly failure: SerializedError | null;
}

const parts = ['info', 'timeline', 'playback', 'annotations', 'understanding'] as const;
export type ClipPart = (typeof parts)[number];

/** Those that `clip.understanding` is made of: it can be large, and is not read for others. */
const understoodArtifacts: ReadonlySet<string> = new Set([
  'speech-activity',
  'transcript',
  'on-screen-text',
  'objects',
  'faces',
  'people',
  'emotions',
  'hands',
  'pose',
  'sound-events',
  'picture-features',
  'content-warning',
  'focal-length',
  'description',
] satisfies readonly ArtifactName[]);

/** Stages finish in bursts; what is drawn need not follow each. */
const readEveryMs = 300;

/** PURE: what has to be read again for this clip after a message. */
export function touchedParts(message: LiveMessage, clipId: string): ReadonlySet<ClipPart> {
  if (message.kind === 'reset') return new Set(parts);
  // After it was started again, what was missed comes as events; states of stages may have been set back.
  if (message.kind === 'engine' && message.engine.state === 'running') return new Set(parts);
  if (message.kind !== 'events') return new Set();
  return new Set(message.events.flatMap((event) => partsOfEvent(event, clipId)));
}

function partsOfEvent(event: EngineEvent, clipId: string): readonly ClipPart[] {
  switch (event.type) {
    case 'clips-annotated':
      // A corrected word of the transcript counts as one too.
      return event.data.clipIds.includes(clipId) ? ['annotations', 'understanding'] : [];
    case 'artifact-stored':
      if (event.data.clipId !== clipId) return [];
      // Scenes are drawn as measured, and counted among what a whole analysis has.
      if (event.data.artifact === 'scenes') return ['info', 'timeline', 'playback', 'understanding'];
      return understoodArtifacts.has(event.data.artifact)
        ? ['info', 'understanding']
        : ['info', 'timeline', 'playback'];
    case 'job-changed':
      if (event.data.clipId !== clipId) return [];
      if (event.data.stage === 'proxy') return ['info', 'playback'];
      // Why a part of the analysis is missing: its model is not there, say.
      return event.data.state === 'skipped' || event.data.state === 'failed'
        ? ['info', 'understanding']
        : ['info'];
    case 'file-changed':
    case 'clip-quarantined':
      return event.data.clipId === clipId ? ['info', 'playback'] : [];
    default:
      return [];
  }
}

export class ClipReader {
  readonly store: StoreApi<ClipState> = createStore<ClipState>()(() => ({
    info: null,
    timeline: null,
    playback: null,
    annotations: null,
    understanding: null,
    failure: null,
  }));
  readonly #client: RushesClient;
  readonly #clipId: string;
  readonly #tellError: (thrown: unknown) => void;
  readonly #due = new Set<ClipPart>();
  #timer: number | undefined;
  #abort = new AbortController();

  constructor(client: RushesClient, clipId: string, tellError: (thrown: unknown) => void) {
    this.#client = client;
    this.#clipId = clipId;
    this.#tellError = tellError;
  }

  /** Reads everything, and what changes after that. Gives what ends it. */
  start(subscribe: (listener: (message: LiveMessage) => void) => () => void): () => void {
    this.#abort = new AbortController();
    const silence = subscribe((message) => {
      const touched = touchedParts(message, this.#clipId);
      if (touched.size > 0) this.readSoon(touched);
    });
    void this.#read(parts);
    return () => {
      silence();
      window.clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#due.clear();
      this.#abort.abort();
    };
  }

  /** Reads within a moment; what is asked for meanwhile comes along. */
  readSoon(touched: Iterable<ClipPart>): void {
    for (const part of touched) this.#due.add(part);
    this.#timer ??= window.setTimeout(() => {
      const due = [...this.#due];
      this.#due.clear();
      void this.#read(due).finally(() => {
        this.#timer = undefined;
        if (this.#due.size > 0) this.readSoon([]);
      });
    }, readEveryMs);
  }

  async #read(due: readonly ClipPart[]): Promise<void> {
    const { signal } = this.#abort;
    await Promise.all(
      due.map(async (part) => {
        try {
          const read = await this.#ask(part, signal);
          if (!signal.aborted)
            this.store.setState(
              part === 'info' ? { info: read as ClipInfo, failure: null } : { [part]: read },
            );
        } catch (thrown) {
          if (!signal.aborted) this.#fail(part, toAppError(thrown));
        }
      }),
    );
  }

  #ask(part: ClipPart, signal: AbortSignal) {
    const clip = this.#clipId;
    // What models found is asked for on its own; it may be large, and the rest changes often.
    return part === 'info'
      ? this.#client.ask('clip.info', { clip, understood: 'left-out' }, signal)
      : this.#client.ask(`clip.${part}`, { clip }, signal);
  }

  /** What was read stays on the screen while the engine is away, which the window tells by itself. */
  #fail(part: ClipPart, error: AppError): void {
    const isGone = error.code === 'clip-unknown';
    const isEmpty = part === 'info' && this.store.getState().info === null;
    if (isGone || isEmpty) this.store.setState({ failure: error.serialize() });
    else if (error.code !== 'engine-unavailable') this.#tellError(error);
  }
}
