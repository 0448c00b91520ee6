/** One inference process from its start to its end, as the engine sees it: questions, their answers, and how it ended. */
import type { Clock } from '../platform/clock.ts';
import type { InferenceProcess, StartInferenceProcess } from './inference-process.ts';
import {
  type Answer,
  fromInference,
  type ProcessSettings,
  type ProcessState,
  protocolVersion,
  type Question,
  type ToInference,
  type Unversioned,
  versionOf,
} from './protocol.ts';
import { withOwnBytes } from './own-bytes.ts';
import type { SharedMemory } from './shared-memory.ts';

export type EndReason = 'crashed' | 'hung' | 'grew' | 'other-version' | 'closed';

export interface ProcessEnd {
  readonly reason: EndReason;
  /** For people. */
  readonly detail: string;
}

interface LinkOptions {
  readonly start: StartInferenceProcess;
  readonly settings: ProcessSettings;
  readonly clock: Clock;
  /** It has said how it is. What came with it has been answered already. */
  readonly onState?: (state: ProcessState) => void;
}

const shownLines = 5;
/** How long a process that was told to end, or killed, may take; then it is given up. */
const closeWithinMs = 2_000;
const killWithinMs = 5_000;

export class ProcessLink {
  readonly ended: Promise<ProcessEnd>;
  readonly #process: InferenceProcess;
  readonly #options: LinkOptions;
  readonly #memory: SharedMemory | null;
  readonly #waiting = new Map<number, (answer: Answer | null) => void>();
  #settleEnd: (end: ProcessEnd) => void = () => undefined;
  #nextId = 1;
  #end: ProcessEnd | null = null;
  #life: 'open' | 'ending' | 'ended' = 'open';
  #state: ProcessState = { memoryBytes: 0, peakMemoryBytes: 0, loaded: [] };

  /** @throws what the system says where a process can't be started */
  constructor(options: LinkOptions) {
    this.#options = options;
    this.ended = new Promise((resolve) => {
      this.#settleEnd = resolve;
    });
    this.#process = options.start();
    this.#memory = this.#process.memory ?? null;
    this.#process.onExit((code) => {
      this.#onExit(code);
    });
    this.#process.onMessage((message) => {
      this.#receive(message);
    });
    this.#send({ kind: 'open', settings: options.settings });
  }

  get pid(): number | null {
    return this.#process.pid ?? null;
  }

  get life(): 'open' | 'ending' | 'ended' {
    return this.#life;
  }

  /** What it said last. */
  get state(): ProcessState {
    return this.#state;
  }

  /** Never rejects. What is asked with may change once this has returned. null: the process ended before it answered; `ended` says why. */
  ask(question: Question): Promise<Answer | null> {
    if (this.#life !== 'open') return Promise.resolve(null);
    const id = this.#nextId++;
    const lent = this.#memory?.lend(question) ?? null;
    return new Promise((resolve) => {
      this.#waiting.set(id, (answer) => {
        lent?.giveBack();
        resolve(answer);
      });
      this.#send({ kind: 'ask', id, question: lent?.value ?? question });
    });
  }

  /** Asks it to end, and makes it where it does not. */
  close(): void {
    if (this.#life !== 'open') return;
    this.#send({ kind: 'close' });
    this.#beginEnd({ reason: 'closed', detail: '' });
    const cancel = this.#options.clock.after(closeWithinMs, () => {
      this.#process.kill();
    });
    void this.ended.then(cancel);
  }

  kill(end: ProcessEnd): void {
    if (this.#life === 'ended') return;
    if (this.#life === 'open') this.#beginEnd(end);
    this.#process.kill();
  }

  #beginEnd(end: ProcessEnd): void {
    this.#end = end;
    this.#life = 'ending';
    const cancel = this.#options.clock.after(closeWithinMs + killWithinMs, () => {
      this.#finish();
    });
    void this.ended.then(cancel);
  }

  #send(message: Unversioned<ToInference>): void {
    this.#process.send(withOwnBytes({ version: protocolVersion, ...message }).value);
  }

  #receive(raw: unknown): void {
    if (this.#life !== 'open') return;
    if (versionOf(raw) !== protocolVersion) {
      this.#refuse(`it speaks version ${String(versionOf(raw))}`);
      return;
    }
    const parsed = fromInference.safeParse(raw);
    if (!parsed.success) {
      this.kill({ reason: 'crashed', detail: 'it said something that is none of the protocol’s messages' });
      return;
    }
    const message = parsed.data;
    if (message.kind === 'refused') {
      this.#refuse('it understands another version');
      return;
    }
    this.#state = message.state;
    if (message.kind === 'reply') this.#settle(message.id, message.answer);
    this.#options.onState?.(message.state);
  }

  #refuse(detail: string): void {
    this.kill({
      reason: 'other-version',
      detail: `the inference process is another build’s: ${detail}, not ${String(protocolVersion)}`,
    });
  }

  #settle(id: number, answer: Answer): void {
    const settle = this.#waiting.get(id);
    this.#waiting.delete(id);
    // What came in a message keeps all of that message in memory.
    settle?.(withOwnBytes(answer).value);
  }

  #onExit(code: number | null): void {
    const how = code === null ? 'it was killed' : `it ended with code ${String(code)}`;
    const said = this.#process.lastLines().slice(-shownLines).join('\n');
    this.#end ??= { reason: 'crashed', detail: said === '' ? how : `${how}: ${said}` };
    this.#finish();
  }

  #finish(): void {
    if (this.#life === 'ended') return;
    this.#life = 'ended';
    this.#memory?.close();
    this.#settleEnd(this.#end ?? { reason: 'crashed', detail: 'it did not end' });
    for (const settle of this.#waiting.values()) settle(null);
    this.#waiting.clear();
  }
}
