/** What the command line runs its commands on. */
import type { CommandInput, CommandName, CommandResponse } from '../../../src-preload/contract/commands.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { type CommandTarget, createEdge } from '../../engine/edge.ts';

export interface ClosableTarget extends CommandTarget {
  close(): Promise<void>;
}

/** What an engine says in passing. */
export interface ProgressListener {
  onFiles(progress: { readonly found: number }): void;
  onStage(progress: { readonly clipId: string; readonly stage: string; readonly fraction: number }): void;
}

/** Opens what commands need; the entry point connects it with the engine. */
export interface Targets {
  openHost(): Promise<ClosableTarget>;
  openReader(libraryPath: string, ifMissing: 'refuse' | 'empty'): Promise<ClosableTarget>;
  openEngine(
    options: { readonly libraryPath: string; readonly command: string; readonly workers: number | null },
    listener: ProgressListener,
  ): Promise<ClosableTarget>;
}

/** Asks through the edge, like any host; a failure is thrown again, so that it ends in one place. */
export interface Session {
  ask<N extends CommandName>(name: N, request: CommandInput<N>): Promise<CommandResponse<N>>;
}

/** Runs `body` on an open target and closes it, whatever happens. */
export async function withSession<T>(
  open: () => Promise<ClosableTarget>,
  signal: AbortSignal,
  body: (session: Session) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw new AppError('cancelled');
  const target = await open();
  try {
    const edge = createEdge(target);
    return await body({
      async ask(name, request) {
        const reply = await edge.ask(name, request, signal);
        if (reply.ok) return reply.data;
        throw new AppError(reply.error.code, reply.error.facts);
      },
    });
  } finally {
    await target.close();
  }
}
