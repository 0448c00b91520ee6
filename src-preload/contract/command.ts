/** What a command is: what it needs of a library, and the shapes of its question and its answer. */
import { z } from 'zod';
import { errorSchema } from './errors.ts';

/**
 * 'none' commands need no library; 'read' commands also work on a library that another process is writing; 'write'
 * commands need the engine that owns it.
 */
export type CommandAccess = 'none' | 'read' | 'write';

export interface Command<
  Request extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Access extends CommandAccess = CommandAccess,
> {
  readonly access: Access;
  /**
   * How long it may keep those waiting that ask behind it: 'searching' less than a tenth of a second, on a thread that holds the
   * indexes of search; 'counting' some tenths of a second on a large library; 'slow' seconds. Left out: next to nothing, as everything
   * has to be that a first picture hangs on.
   */
  readonly pace?: 'searching' | 'counting' | 'slow';
  readonly request: Request;
  readonly response: Response;
}

export function defineCommand<
  Request extends z.ZodType,
  Response extends z.ZodType,
  const Access extends CommandAccess,
>(command: Command<Request, Response, Access>): Command<Request, Response, Access> {
  return command;
}

export type RequestOf<C extends Command> = z.output<C['request']>;
/** What a caller writes: defaults may be left out. */
export type RequestInput<C extends Command> = z.input<C['request']>;
export type ResponseOf<C extends Command> = z.output<C['response']>;

/** How every answer travels. */
export type Reply<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: z.infer<typeof errorSchema> };

export function replySchema<Response extends z.ZodType>(response: Response) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), data: response }),
    z.object({ ok: z.literal(false), error: errorSchema }),
  ]);
}
