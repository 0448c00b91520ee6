/** Message channels and inference processes as Electron's main process has them. */
import { EventEmitter } from 'node:events';

/** One end of a channel. What is said before the other end is started waits for it; it is copied, as Electron copies it. */
export class PortStandIn extends EventEmitter {
  other: PortStandIn | null = null;
  #life: 'waiting' | 'started' | 'closed' = 'waiting';
  #kept: unknown[] = [];

  postMessage(message: unknown): void {
    this.other?.arrive(structuredClone(message));
  }
  start(): void {
    this.#life = 'started';
    for (const message of this.#kept.splice(0)) this.emit('message', { data: message });
  }
  close(): void {
    if (this.#life === 'closed') return;
    this.#life = 'closed';
    this.emit('close');
    this.other?.close();
  }
  arrive(message: unknown): void {
    if (this.#life === 'waiting') this.#kept.push(message);
    else if (this.#life === 'started') this.emit('message', { data: message });
  }
}

export class ChannelStandIn {
  readonly port1 = new PortStandIn();
  readonly port2 = new PortStandIn();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

/** Looks like Electron's UtilityProcess. */
export class InferenceChildStandIn extends EventEmitter {
  readonly entry: string;
  readonly options: unknown;
  readonly posted: { readonly message: unknown; readonly ports: readonly PortStandIn[] }[] = [];
  readonly stderr = null;
  /** None: no number is sure to belong to nobody, and a test must not end a stranger. */
  readonly pid = undefined;
  kills = 0;

  constructor(entry: string, options: unknown) {
    super();
    this.entry = entry;
    this.options = options;
  }
  postMessage(message: unknown, ports: readonly PortStandIn[] = []): void {
    this.posted.push({ message: structuredClone(message), ports });
  }
  kill(): boolean {
    this.kills += 1;
    return true;
  }
}
