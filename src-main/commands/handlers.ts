/** Every command of the contract, bound to what does it. One that is missing, or superfluous, is a type error. */
import { type CommandName, type CommandRequest, commands } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { annotationHandlers } from './annotations.ts';
import { cardHandlers } from './cards.ts';
import { clipHandlers } from './clip.ts';
import { collectionHandlers } from './collections.ts';
import type { ContextOf, HostContext, ReadContext, WriteContext } from './context.ts';
import { duplicateHandlers } from './duplicates.ts';
import { eventHandlers } from './events.ts';
import { failureHandlers } from './failures.ts';
import type { Handler } from './handler.ts';
import { libraryHandlers } from './library.ts';
import { modelHandlers } from './models.ts';
import { schedulerHandlers } from './scheduler.ts';
import { searchHandlers } from './search.ts';
import { settingsHandlers } from './settings.ts';
import { stageHandlers } from './stages.ts';
import { systemHandlers } from './system.ts';

const handlers: { readonly [N in CommandName]: Handler<N> } = {
  ...libraryHandlers,
  ...clipHandlers,
  ...cardHandlers,
  ...annotationHandlers,
  ...duplicateHandlers,
  ...collectionHandlers,
  ...stageHandlers,
  ...failureHandlers,
  ...eventHandlers,
  ...modelHandlers,
  ...schedulerHandlers,
  ...searchHandlers,
  ...settingsHandlers,
  ...systemHandlers,
};

/** What is open, as far as it is: a host context always, the others with a library. */
export interface OpenContexts {
  readonly none: HostContext;
  readonly read: ReadContext | null;
  readonly write: WriteContext | null;
}

/**
 * Runs a command whose request has been parsed; what comes back is not checked yet.
 *
 * @throws AppError library-missing when nothing is open that gives the access it needs; what the command throws
 */
export async function runCommand<N extends CommandName>(
  name: N,
  request: CommandRequest<N>,
  contexts: OpenContexts,
  signal: AbortSignal,
): Promise<unknown> {
  const context = contexts[commands[name].access];
  if (context === null) throw new AppError('library-missing', { command: name });
  const handler: Handler<N> = handlers[name];
  return handler(request, context as ContextOf<N>, signal);
}
