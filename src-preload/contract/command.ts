/** What a command is: a name, whether it changes the library, and the shapes of its question and its answer. */
import { z } from 'zod';
import { errorSchema } from './errors.ts';

export interface Command<Request extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  /** 'read' commands also work on a library that another process is writing. */
  readonly access: 'read' | 'write';
  readonly request: Request;
  readonly response: Response;
}

export function defineCommand<Request extends z.ZodType, Response extends z.ZodType>(
  command: Command<Request, Response>,
): Command<Request, Response> {
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
