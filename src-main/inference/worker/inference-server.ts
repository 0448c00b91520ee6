/** The inference process's side of the protocol: hands requests to lanes, and says how the process is. */
import { AppError, toAppError } from '../../../src-preload/contract/errors.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import {
  type Answer,
  type FromInference,
  type LaneQuestion,
  type ProcessSettings,
  type ProcessState,
  protocolVersion,
  type Question,
  toInference,
  type ToInference,
  type Unversioned,
  versionOf,
} from '../protocol.ts';
import { chooseLane } from './choose-lane.ts';
import { Lane } from './lane.ts';
import type { ParentPort } from './parent-port.ts';
import { weightBytes } from './weight-bytes.ts';

interface Waiting {
  readonly id: number;
  readonly question: LaneQuestion;
  readonly bytes: number;
}

interface Open {
  readonly lanes: readonly Lane[];
  readonly settings: ProcessSettings;
}

/** How often the engine hears of the memory while something runs. */
const stateEveryMs = 250;
/** Asking the system takes as long as a small request's way through here: replies that follow each other closely share a look. */
const memoryHoldsMs = 50;

interface Memory {
  readonly readMs: number;
  readonly memoryBytes: number;
  readonly peakMemoryBytes: number;
}

export class InferenceServer {
  readonly #port: ParentPort;
  readonly #end: () => void;
  readonly #clock: Clock;
  readonly #weights = new Map<string, number>();
  #waiting: Waiting[] = [];
  #open: Open | null = null;
  #cancelState: (() => void) | null = null;
  #memory: Memory | null = null;
  /** Requests are put in line in the order in which they came, though looking up their sizes takes time. */
  #arrival: Promise<void> = Promise.resolve();

  /** `end` ends the process. */
  constructor(port: ParentPort, end: () => void, clock: Clock = systemClock) {
    this.#port = port;
    this.#end = end;
    this.#clock = clock;
  }

  /** @throws AppError bad-arguments on a message that is none of the protocol's */
  receive(raw: unknown): void {
    if (versionOf(raw) !== protocolVersion) {
      this.#send({ kind: 'refused', heard: versionOf(raw) });
      // Time for that to leave the process.
      this.#clock.after(stateEveryMs, () => {
        this.#end();
      });
      return;
    }
    const parsed = toInference.safeParse(raw);
    if (!parsed.success) throw new AppError('bad-arguments', { detail: 'not a message of an engine' });
    this.#hear(parsed.data);
  }

  #hear(message: ToInference): void {
    if (message.kind === 'open') this.#start(message.settings);
    else if (message.kind === 'close') this.#end();
    else void this.#take(message.id, message.question);
  }

  #start(settings: ProcessSettings): void {
    const lanes = Array.from(
      { length: settings.lanes },
      () =>
        new Lane(settings, () => {
          this.#assign();
        }),
    );
    this.#open = { lanes, settings };
  }

  async #take(id: number, question: Question): Promise<void> {
    if (question.kind === 'measure') {
      this.#memory = null;
      this.#reply(id, { ok: true, data: null });
    } else if (question.kind === 'providers') this.#reply(id, await answerOf(providers));
    else if (question.kind === 'unload') this.#reply(id, await answerOf(() => this.#unload(question.key)));
    else {
      this.#arrival = this.#arrival.then(async () => {
        this.#waiting.push({ id, question, bytes: await this.#bytesOf(question) });
        this.#assign();
      });
    }
  }

  async #bytesOf(question: LaneQuestion): Promise<number> {
    if (!('model' in question)) return 0;
    const { key } = question.model;
    const known = this.#weights.get(key) ?? (await weightBytes(question.model));
    this.#weights.set(key, known);
    return known;
  }

  async #unload(key: string | null): Promise<null> {
    await Promise.all((this.#open?.lanes ?? []).map((lane) => lane.unload(key)));
    return null;
  }

  #assign(): void {
    if (this.#open === null) return;
    const { lanes } = this.#open;
    const still: Waiting[] = [];
    for (const waiting of this.#waiting) {
      const key = 'model' in waiting.question ? waiting.question.model.key : null;
      const lane = chooseLane(lanes, key, waiting.bytes);
      if (lane === null) still.push(waiting);
      else void this.#runIn(lane, waiting);
    }
    this.#waiting = still;
    this.#watch();
  }

  async #runIn(lane: Lane, { id, question }: Waiting): Promise<void> {
    this.#reply(id, await lane.ask(question));
    this.#spareMemory();
    this.#assign();
  }

  #spareMemory(): void {
    if (this.#open === null) return;
    const { lanes, settings } = this.#open;
    if (this.#memoryNow().memoryBytes < settings.spareBytes) return;
    for (const lane of lanes) if (lane.state !== 'unstarted') lane.spare();
  }

  #watch(): void {
    const isBusy = this.#open?.lanes.some(({ state }) => state === 'busy') === true;
    if (!isBusy) {
      this.#cancelState?.();
      this.#cancelState = null;
      return;
    }
    this.#cancelState ??= this.#clock.after(stateEveryMs, () => {
      this.#cancelState = null;
      this.#send({ kind: 'state', state: this.#state() });
      this.#watch();
    });
  }

  #state(): ProcessState {
    const loaded = new Set((this.#open?.lanes ?? []).flatMap((lane) => lane.loaded));
    const { memoryBytes, peakMemoryBytes } = this.#memoryNow();
    return { memoryBytes, peakMemoryBytes, loaded: [...loaded] };
  }

  #memoryNow(): Memory {
    const nowMs = performance.now();
    if (this.#memory === null || nowMs - this.#memory.readMs > memoryHoldsMs) {
      this.#memory = {
        readMs: nowMs,
        memoryBytes: process.memoryUsage.rss(),
        // Kilobytes, whatever the system counts in.
        peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      };
    }
    return this.#memory;
  }

  #reply(id: number, answer: Answer): void {
    this.#send({ kind: 'reply', id, answer, state: this.#state() });
  }

  #send(message: Unversioned<FromInference>): void {
    this.#port.send({ version: protocolVersion, ...message });
  }
}

async function answerOf(action: () => Promise<unknown>): Promise<Answer> {
  try {
    return { ok: true, data: await action() };
  } catch (error) {
    return { ok: false, error: toAppError(error).serialize() };
  }
}

/** The runtime is loaded here for this question only: otherwise it is the lanes that need it. */
async function providers(): Promise<readonly string[]> {
  const { listSupportedBackends } = await import('onnxruntime-node');
  return listSupportedBackends().map(({ name }) => name);
}
