/** Tasks one after the other, each when the one before is done. The first that fails ends the line. */
export class TaskLine {
  readonly #mostWaiting: number;
  readonly #open: Promise<void>[] = [];
  #last: Promise<void> = Promise.resolve();

  /** @param mostWaiting so many may wait or run; whoever adds more is held back */
  constructor(mostWaiting: number) {
    this.#mostWaiting = mostWaiting;
  }

  /** A promise where whoever adds should wait before it adds more. It rejects with what a task failed of. */
  add(task: () => Promise<void>): Promise<void> | undefined {
    const done = this.#last.then(task).finally(() => {
      void this.#open.shift();
    });
    // Told by `end`, and to whoever waits.
    void done.catch(() => undefined);
    this.#last = done;
    this.#open.push(done);
    return this.#open.length > this.#mostWaiting ? this.#open[0] : undefined;
  }

  /** Rejects with what a task failed of. */
  async end(): Promise<void> {
    await this.#last;
  }
}
