/** What does a command's work. */
import type { CommandName, CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import type { ContextOf } from './context.ts';

/** Gets a request that has been parsed. */
export type Handler<N extends CommandName> = (
  request: CommandRequest<N>,
  context: ContextOf<N>,
  signal: AbortSignal,
) => Promise<CommandResponse<N>> | CommandResponse<N>;

/** Handlers of the commands whose names begin so. */
export type HandlersOf<Area extends string> = {
  readonly [N in Extract<CommandName, `${Area}.${string}`>]: Handler<N>;
};
