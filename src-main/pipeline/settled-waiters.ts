/** Those who wait until clips have nothing left that can run. */

interface Waiter {
  readonly open: Set<string>;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

export class SettledWaiters {
  readonly #waiters = new Set<Waiter>();

  get size(): number {
    return this.#waiters.size;
  }

  /** Resolves once `settled` was called for each of these; rejects with the signal's reason, or that of `giveUp`. */
  wait(clipIds: readonly string[], signal: AbortSignal): Promise<void> {
    if (clipIds.length === 0) return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const end = (): void => {
      this.#waiters.delete(waiter);
      signal.removeEventListener('abort', onAbort);
    };
    const waiter: Waiter = {
      open: new Set(clipIds),
      resolve: () => {
        end();
        resolve(undefined);
      },
      reject: (reason) => {
        end();
        reject(reason);
      },
    };
    const onAbort = (): void => {
      waiter.reject(signal.reason);
    };
    this.#waiters.add(waiter);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
    return promise;
  }

  settled(clipId: string): void {
    for (const waiter of this.#waiters) {
      waiter.open.delete(clipId);
      if (waiter.open.size === 0) waiter.resolve();
    }
  }

  giveUp(reason: unknown): void {
    for (const waiter of this.#waiters) waiter.reject(reason);
  }
}
