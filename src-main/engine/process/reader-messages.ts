/** What the engine process and its reader thread say to each other. Both are of one build: nothing is parsed here. */
import type { Reply } from '../../../src-preload/contract/command.ts';
import type { MediaKind } from '../../../src-preload/contract/media.ts';

export interface ReaderSetup {
  readonly libraryPath: string;
}

export type ReaderQuestion =
  | { readonly kind: 'call'; readonly name: string; readonly request: unknown }
  | { readonly kind: 'locate'; readonly clipId: string; readonly media: MediaKind };

export type ToReader =
  | { readonly kind: 'ask'; readonly id: number; readonly question: ReaderQuestion }
  | { readonly kind: 'abort'; readonly id: number }
  /** Ends the thread when its connection is closed. */
  | { readonly kind: 'close' };

export interface FromReader {
  readonly id: number;
  readonly reply: Reply<unknown>;
}
