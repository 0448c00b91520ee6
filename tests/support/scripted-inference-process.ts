/** An inference process that a test plays by hand: it keeps what it is told, and says what the test has it say. */
import type { InferenceProcess } from '../../src-main/inference/inference-process.ts';
import {
  type Answer,
  type FromInference,
  type ProcessState,
  protocolVersion,
  type Question,
  toInference,
} from '../../src-main/inference/protocol.ts';

export class ScriptedInferenceProcess implements InferenceProcess {
  readonly pid = undefined;
  /** Questions that are not answered yet, in their order. */
  readonly asked: { readonly id: number; readonly question: Question }[] = [];
  kills = 0;
  closes = 0;
  #listener: (message: unknown) => void = () => undefined;
  #onExit: (code: number | null) => void = () => undefined;

  send(raw: unknown): void {
    const message = toInference.parse(structuredClone(raw));
    if (message.kind === 'ask') this.asked.push({ id: message.id, question: message.question });
    if (message.kind === 'close') this.closes += 1;
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener;
  }
  onExit(listener: (code: number | null) => void): void {
    this.#onExit = listener;
  }
  kill(): void {
    this.kills += 1;
  }
  lastLines(): readonly string[] {
    return [];
  }

  /** Answers what was asked first. */
  answer(answer: Answer, state: Partial<ProcessState> = {}): void {
    const first = this.asked.shift();
    if (first === undefined) throw new Error('nothing was asked');
    this.say({ version: protocolVersion, kind: 'reply', id: first.id, answer, state: { ...calm, ...state } });
  }
  tellState(state: Partial<ProcessState>): void {
    this.say({ version: protocolVersion, kind: 'state', state: { ...calm, ...state } });
  }
  say(message: FromInference | Readonly<Record<string, unknown>>): void {
    this.#listener(structuredClone(message));
  }
  exit(code: number | null): void {
    this.#onExit(code);
  }
}

const calm: ProcessState = { memoryBytes: 50, peakMemoryBytes: 60, loaded: [] };
