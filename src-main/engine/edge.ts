/**
 * The edge of every host: the one way in which a question gets to a command and its answer back. Both are parsed, and
 * whatever is thrown comes back as a failure with a code, its facts and a remedy; `call` itself never throws.
 */
import { z } from 'zod';
import type { Reply } from '../../src-preload/contract/command.ts';
import {
  type CommandInput,
  type CommandName,
  type CommandRequest,
  type CommandResponse,
  commands,
  isCommandName,
} from '../../src-preload/contract/commands.ts';
import { AppError, toAppError } from '../../src-preload/contract/errors.ts';

/** Whoever runs commands: the engine, or a reader of a library. */
export interface CommandTarget {
  run<N extends CommandName>(name: N, request: CommandRequest<N>, signal: AbortSignal): Promise<unknown>;
}

export interface Edge {
  /** For what comes from outside: name and request are looked at before anything else. */
  call(name: string, rawRequest: unknown, signal: AbortSignal): Promise<Reply<unknown>>;
  /** The same, for a host that knows at compile time what it asks. */
  ask<N extends CommandName>(
    name: N,
    request: CommandInput<N>,
    signal: AbortSignal,
  ): Promise<Reply<CommandResponse<N>>>;
}

export function createEdge(target: CommandTarget): Edge {
  const call: Edge['call'] = async (name, rawRequest, signal) => {
    try {
      if (!isCommandName(name))
        throw new AppError('bad-arguments', { command: name, detail: 'there is no such command' });
      const request = parseRequest(name, rawRequest);
      return { ok: true, data: parseResponse(name, await target.run(name, request, signal)) };
    } catch (error) {
      return { ok: false, error: toAppError(error, { command: name }).serialize() };
    }
  };
  return {
    call,
    ask: async <N extends CommandName>(name: N, request: CommandInput<N>, signal: AbortSignal) =>
      (await call(name, request, signal)) as Reply<CommandResponse<N>>,
  };
}

function parseRequest<N extends CommandName>(name: N, rawRequest: unknown): CommandRequest<N> {
  const parsed = commands[name].request.safeParse(rawRequest);
  if (parsed.success) return parsed.data as CommandRequest<N>;
  throw new AppError('bad-arguments', { command: name, ...firstIssue(parsed.error) }, parsed.error);
}

function parseResponse(name: CommandName, response: unknown): unknown {
  const parsed = commands[name].response.safeParse(response);
  if (parsed.success) return parsed.data;
  throw new AppError('bad-response', { command: name, ...firstIssue(parsed.error) }, parsed.error);
}

/** The first thing that is wrong, and where: "paths[0]". */
export function firstIssue(error: z.ZodError): { field: string; detail: string } {
  const [issue] = error.issues;
  const field = issue === undefined ? '' : z.core.toDotPath(issue.path);
  return {
    field: field === '' ? 'request' : field,
    detail: issue?.message ?? 'it does not have the agreed shape',
  };
}
