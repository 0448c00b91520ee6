/** Messages between a page's preload script and the main process. What crosses is copied, as Electron copies it. */
import { EventEmitter } from 'node:events';
import type { ContentsStandIn, FrameStandIn } from './stand-in-window.ts';

export interface MessageEventStandIn {
  readonly sender: ContentsStandIn;
  readonly senderFrame: FrameStandIn | null;
}
type Handler = (event: MessageEventStandIn, ...args: readonly unknown[]) => unknown;

export class IpcMainStandIn extends EventEmitter {
  readonly handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  /** A question of a frame; that of the page itself where none is given. */
  async invoke(
    sender: ContentsStandIn,
    channel: string,
    message: unknown,
    senderFrame: FrameStandIn | null = sender.mainFrame,
  ): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const copy: unknown = structuredClone(message);
    return structuredClone(await handler({ sender, senderFrame }, copy));
  }

  tell(
    sender: ContentsStandIn,
    channel: string,
    message: unknown,
    senderFrame: FrameStandIn | null = sender.mainFrame,
  ): void {
    this.emit(channel, { sender, senderFrame }, structuredClone(message));
  }
}

/** The page's end. It asks nobody until it is connected. */
export class IpcRendererStandIn extends EventEmitter {
  readonly sent: { readonly channel: string; readonly message: unknown }[] = [];
  readonly invoked: { readonly channel: string; readonly message: unknown }[] = [];
  answer: (channel: string, message: unknown) => Promise<unknown> = () =>
    Promise.reject(new Error('nobody answers'));
  deliver: (channel: string, message: unknown) => void = () => undefined;

  async invoke(channel: string, message: unknown): Promise<unknown> {
    const copy: unknown = structuredClone(message);
    this.invoked.push({ channel, message: copy });
    return this.answer(channel, copy);
  }
  send(channel: string, message: unknown): void {
    this.sent.push({ channel, message });
    this.deliver(channel, message);
  }
  /** A message of the main process arrives. */
  arrive(channel: string, message: unknown): void {
    this.emit(channel, { sender: this, ports: [] }, message);
  }

  connect(main: IpcMainStandIn, contents: ContentsStandIn): void {
    this.answer = (channel, message) => main.invoke(contents, channel, message);
    this.deliver = (channel, message) => {
      main.tell(contents, channel, message);
    };
    contents.onSent = (channel, message) => {
      this.arrive(channel, message);
    };
  }
}
