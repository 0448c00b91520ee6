/** An engine process that follows a script: it answers as it is told, says what it is told to, and dies when it is told to. */
import { EventEmitter } from 'node:events';
import {
  type FromEngine,
  type InferenceNews,
  inferenceNews,
  type InferenceWish,
  type ToEngine,
  toEngine,
} from '../../../src-main/engine/process/protocol.ts';
import type { Reply } from '../../../src-preload/contract/command.ts';
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import type { MediaLocation } from '../../../src-main/engine/process/protocol.ts';
import type { PortStandIn } from './stand-in-channel.ts';

export interface EngineScript {
  /** Answers of commands, by name. One that is not in it gets no answer at all. */
  readonly answers?: Readonly<Record<string, (request: unknown) => Reply<unknown>>>;
  readonly media?: Readonly<Record<string, MediaLocation>>;
}

/** Looks like Electron's UtilityProcess. */
export class ScriptedEngine extends EventEmitter {
  /** None: no number is sure to belong to nobody, and a test must not end a stranger. */
  readonly pid = undefined;
  readonly stderr = null;
  readonly heard: ToEngine[] = [];
  /** What it was told of the inference processes that it wished for, with the ports that came along. */
  readonly news: { readonly news: InferenceNews; readonly ports: readonly PortStandIn[] }[] = [];
  readonly #script: EngineScript;
  #life: 'running' | 'ended' = 'running';

  constructor(script: EngineScript) {
    super();
    this.#script = script;
  }

  postMessage(raw: unknown, ports: readonly PortStandIn[] = []): void {
    if (this.#life === 'ended') return;
    const news = inferenceNews.safeParse(structuredClone(raw)).data;
    if (news !== undefined) {
      this.news.push({ news, ports });
      return;
    }
    const message = toEngine.parse(structuredClone(raw));
    this.heard.push(message);
    setImmediate(() => {
      this.#act(message);
    });
  }
  kill(): boolean {
    this.end(15);
    return true;
  }

  /** Says something unasked. */
  say(message: LiveMessage): void {
    this.#send({ kind: 'live', message });
  }
  /** Wishes something of an inference process. */
  wish(wish: InferenceWish): void {
    this.emit('message', structuredClone(wish));
  }
  end(code: number): void {
    if (this.#life === 'ended') return;
    this.#life = 'ended';
    this.emit('exit', code);
  }

  #send(message: FromEngine): void {
    if (this.#life === 'running') this.emit('message', structuredClone(message));
  }

  #act(message: ToEngine): void {
    if (message.kind === 'open') this.#send({ kind: 'opened', library: message.library, lastSequence: 0 });
    if (message.kind === 'close') this.end(0);
    if (message.kind === 'call') {
      const reply = this.#script.answers?.[message.name]?.(message.request);
      if (reply !== undefined) this.#send({ kind: 'reply', id: message.id, reply });
    }
    if (message.kind === 'replay')
      this.#send({ kind: 'reply', id: message.id, reply: { ok: true, data: [] } });
    if (message.kind === 'locate') {
      const data = this.#script.media?.[`${message.clipId}/${message.media}`] ?? null;
      this.#send({ kind: 'reply', id: message.id, reply: { ok: true, data } });
    }
  }
}
