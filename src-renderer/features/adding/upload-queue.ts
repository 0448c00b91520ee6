/** Files on their way into the library, one after the other: they share one disk. */
import type { RushesClient } from '../../api/client.ts';

export interface UploadItem {
  readonly id: number;
  readonly name: string;
  /** 0 to 1. */
  readonly fraction: number;
}

interface Queued extends UploadItem {
  readonly file: File;
  readonly abort: AbortController;
}

interface UploadQueueOptions {
  readonly upload: RushesClient['upload'];
  /** What waits and what is being sent, the latter first. */
  readonly onChange: (items: readonly UploadItem[]) => void;
  /** Of one file; the others go on. */
  readonly onFailure: (thrown: unknown) => void;
  /** Nothing waits any more; `sent` files arrived. */
  readonly onEnd: (sent: number) => void;
}

export interface UploadQueue {
  add(files: readonly File[]): void;
  cancel(id: number): void;
}

export function createUploadQueue(options: UploadQueueOptions): UploadQueue {
  let queue: readonly Queued[] = [];
  let lastId = 0;

  const set = (items: readonly Queued[]): void => {
    queue = items;
    options.onChange(items.map(({ id, name, fraction }) => ({ id, name, fraction })));
  };
  const send = async ({ id, file, abort }: Queued): Promise<number> => {
    try {
      await options.upload(file, {
        signal: abort.signal,
        onProgress: (fraction) => {
          set(queue.map((item) => (item.id === id ? { ...item, fraction } : item)));
        },
      });
      return 1;
    } catch (thrown) {
      options.onFailure(thrown);
      return 0;
    } finally {
      set(queue.filter((item) => item.id !== id));
    }
  };
  const work = async (): Promise<void> => {
    let sent = 0;
    for (let next = queue[0]; next !== undefined; next = queue[0]) sent += await send(next);
    options.onEnd(sent);
  };
  return {
    add(files) {
      if (files.length === 0) return;
      const isIdle = queue.length === 0;
      const added = files.map((file) => {
        lastId += 1;
        return { id: lastId, name: file.name, fraction: 0, file, abort: new AbortController() };
      });
      set([...queue, ...added]);
      if (isIdle) void work();
    },
    cancel(id) {
      queue.find((item) => item.id === id)?.abort.abort();
      // The first is being sent, and leaves by itself.
      set(queue.filter((item, index) => index === 0 || item.id !== id));
    },
  };
}
