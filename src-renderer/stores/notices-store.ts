/** Short messages at the window's edge. Errors stay until they are closed. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type SerializedError, toAppError } from '../../src-preload/contract/errors.ts';

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Notice {
  readonly id: number;
  readonly kind: 'plain' | 'error';
  readonly title: string;
  /** What a person can do, or more of what happened. */
  readonly text: string | null;
  readonly action: NoticeAction | null;
}

export interface NoticesState {
  readonly notices: readonly Notice[];
  readonly tell: (title: string, action?: NoticeAction) => void;
  /** Anything that was thrown; what a person cancelled is no news. */
  readonly tellError: (thrown: unknown) => void;
  readonly tellFailure: (error: SerializedError) => void;
  readonly close: (id: number) => void;
}

export type NoticesStore = StoreApi<NoticesState>;

/** More at once would hide the window behind its own messages. */
const mostNotices = 4;
const shownMs = 6_000;

export function createNoticesStore(): NoticesStore {
  return createStore<NoticesState>()((set, get) => {
    let lastId = 0;
    const add = (notice: Omit<Notice, 'id'>): void => {
      const isRepeated = get().notices.some(
        ({ title, text }) => title === notice.title && text === notice.text && notice.kind === 'error',
      );
      if (isRepeated) return;
      lastId += 1;
      const id = lastId;
      set({ notices: [...get().notices, { ...notice, id }].slice(-mostNotices) });
      if (notice.kind === 'plain')
        window.setTimeout(() => {
          get().close(id);
        }, shownMs);
    };
    return {
      notices: [],
      tell(title, action) {
        add({ kind: 'plain', title, text: null, action: action ?? null });
      },
      tellError(thrown) {
        const error = toAppError(thrown);
        if (error.code !== 'cancelled') get().tellFailure(error.serialize());
      },
      tellFailure(error) {
        add({ kind: 'error', title: error.message, text: error.remedy, action: null });
      },
      close(id) {
        set({ notices: get().notices.filter((notice) => notice.id !== id) });
      },
    };
  });
}
