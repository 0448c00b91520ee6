/** How the command line shows a window: what it asks for, and what the hosts of windows give it. The entry point connects the two. */

export interface ServeRequest {
  readonly libraryPath: string;
  /** What the lock says of the engine's process, for people. */
  readonly command: string;
  readonly workers: number | null;
  /** Where it listens, and under which further names it answers. */
  readonly host: string;
  readonly port: number | 'usual';
  readonly names: readonly string[];
  /** Folders that windows may look into, beside the library's own; null: the usual ones of this machine. Absolute. */
  readonly roots: readonly string[] | null;
  readonly mostUploadBytes: number;
  /** Folders and files to take in at once; windows may look into these folders too. Absolute. */
  readonly paths: readonly string[];
  warn(note: string): void;
}

export interface ServedWindow {
  /** Opens a window; the secret is in it. */
  readonly address: string;
  /** The same for a program that is told to open it: good for one window, within a minute. */
  ticketAddress(): string;
  close(): Promise<void>;
}

export interface ElectronRequest {
  /** null: the one that was open last. Absolute. */
  readonly libraryPath: string | null;
  readonly paths: readonly string[];
}

/** `reason`: why there was no window of Electron's. */
export type ElectronOutcome =
  { readonly kind: 'ran' } | { readonly kind: 'unavailable'; readonly reason: string };

/** The end of standard input, where that is a pipe: whoever started this is gone. */
export interface InputEnd {
  /** Whether it was over before anything was done with it, so that its end says nothing. */
  readonly hasEnded: boolean;
  onEnd(listener: () => void): void;
}

export interface WindowHosts {
  /** @throws AppError what the library could not be opened for; bad-arguments; tool-missing */
  serve(request: ServeRequest, signal: AbortSignal): Promise<ServedWindow>;
  /** Resolves when the window was closed, or when there could be none. */
  runElectron(request: ElectronRequest, signal: AbortSignal): Promise<ElectronOutcome>;
  /** Shows an address in the system's browser, where there is a display. */
  openBrowser(address: string): void;
  watchInput(): InputEnd;
  /** The library that a window opened last, if it is still there; else the usual one. */
  lastLibrary(): Promise<string>;
}
