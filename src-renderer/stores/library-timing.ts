/** When things are asked for: gathered, or not more often than they are worth. */

export interface Timed {
  /** Soon; further calls until then are the same one. */
  ask(): void;
  /** Forgets what was asked for. */
  cancel(): void;
}

/** Runs once, `waitMs` after the first call. Whatever is called meanwhile is part of it. */
export function gathered(run: () => void, waitMs: number): Timed {
  let timer: number | undefined;
  return {
    ask() {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        run();
      }, waitMs);
    },
    cancel() {
      window.clearTimeout(timer);
      timer = undefined;
    },
  };
}

export interface Settled extends Timed {
  /** Now, if it was asked for. */
  flush(): void;
}

/** Runs when there was no call for `quietMs`. */
export function settled(run: () => void, quietMs: number): Settled {
  let timer: number | undefined;
  const cancel = (): void => {
    window.clearTimeout(timer);
    timer = undefined;
  };
  return {
    ask() {
      cancel();
      timer = window.setTimeout(() => {
        timer = undefined;
        run();
      }, quietMs);
    },
    flush() {
      if (timer === undefined) return;
      cancel();
      run();
    },
    cancel,
  };
}

/** Runs at once where there was no call for `quietMs`; else when there is none for that long. */
export function prompt(run: () => void, quietMs: number): Settled {
  let timer: number | undefined;
  let isDue = false;
  const wait = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(end, quietMs);
  };
  const end = (): void => {
    timer = undefined;
    if (!isDue) return;
    isDue = false;
    wait();
    run();
  };
  return {
    ask() {
      const isQuiet = timer === undefined;
      wait();
      if (isQuiet) run();
      else isDue = true;
    },
    flush() {
      window.clearTimeout(timer);
      end();
    },
    cancel() {
      isDue = false;
    },
  };
}
