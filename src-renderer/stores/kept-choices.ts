/**
 * Small choices about the window that outlive it: in the browser's own store, so that no library has to be open for them. What
 * is not there, or does not fit any more, is as if nobody had chosen.
 */
import type { z } from 'zod';

export interface KeptChoices {
  /** Empty where nothing that fits is kept. */
  read<T extends object>(schema: z.ZodType<T>): T | Record<string, never>;
  write(choices: object): void;
}

type TextStore = Pick<Storage, 'getItem' | 'setItem'>;

/** @param store asked for each time: browsers that keep nothing throw as soon as it is named */
export function createKeptChoices(key: string, store: () => TextStore): KeptChoices {
  return {
    read(schema) {
      try {
        const parsed = schema.safeParse(JSON.parse(store().getItem(key) ?? 'null'));
        return parsed.success ? parsed.data : {};
      } catch {
        return {};
      }
    },
    write(choices) {
      try {
        store().setItem(key, JSON.stringify(choices));
      } catch {
        // Full or forbidden: the choice holds for as long as the window is open.
      }
    },
  };
}
