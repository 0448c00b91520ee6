/**
 * Shows on standard error how the work goes: a bar that is drawn anew where that is a terminal, else a line each few
 * seconds. It asks the library how it stands; never for more than a tenth of the time, however large the library is.
 */
import type { ProgressListener, Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { progressSince, type StatusFacts } from './progress-state.ts';
import { progressBar, progressLine } from './progress-text.ts';

const barEveryMs = 500;
const lineEveryMs = 5_000;
/** Pauses are so many times as long as asking took. */
const restFactor = 10;
const clearLine = '\r\u001b[K';

export class ProgressDisplay {
  readonly listener: ProgressListener;
  readonly #terminal: Terminal;
  #filesFound = 0;
  #lastLine = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.listener = {
      onFiles: ({ found }) => {
        this.#filesFound = found;
      },
      onStage: () => undefined,
    };
  }

  /** Shows progress until `work` has ended, and gives what it gives. */
  async during<T>(session: Session, work: () => Promise<T>): Promise<T> {
    const ended = new AbortController();
    const showing = this.#show(session, ended.signal);
    try {
      return await work();
    } finally {
      ended.abort();
      await showing;
    }
  }

  async #show(session: Session, ended: AbortSignal): Promise<void> {
    const everyMs = this.#terminal.notesAreTerminal ? barEveryMs : lineEveryMs;
    let start: StatusFacts | null = null;
    try {
      while (!ended.aborted) {
        const beganMs = performance.now();
        const now = await session.ask('library.status', {});
        const askedMs = performance.now() - beganMs;
        if (start !== null) this.#draw(start, now);
        start ??= now;
        await pause(Math.max(everyMs, askedMs * restFactor), ended);
      }
    } catch {
      // The work itself says what went wrong; its progress is not worth a second failure.
    } finally {
      if (this.#terminal.notesAreTerminal) this.#terminal.writeNote(clearLine);
    }
  }

  #draw(start: StatusFacts, now: StatusFacts): void {
    const state = progressSince(start, now, this.#filesFound);
    const columns = this.#terminal.noteColumns;
    if (columns === null) this.#writeLine(progressLine(state));
    else this.#terminal.writeNote(`${clearLine}${progressBar(state, columns - 1)}`);
  }

  /** A log is not told the same thing twice. */
  #writeLine(line: string): void {
    if (line !== this.#lastLine) this.#terminal.writeNote(`${line}\n`);
    this.#lastLine = line;
  }
}

function pause(delayMs: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      ended.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    ended.addEventListener('abort', end);
    if (ended.aborted) end();
  });
}
