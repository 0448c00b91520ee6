/** The window service of any host: commands through the edges, paths held to the roots, libraries remembered. */
import type { Reply } from '../../../src-preload/contract/command.ts';
import { isCommandName } from '../../../src-preload/contract/commands.ts';
import { AppError, toAppError } from '../../../src-preload/contract/errors.ts';
import {
  type HostCommandName,
  hostCommands,
  isHostCommandName,
} from '../../../src-preload/contract/host-commands.ts';
import type { EngineState } from '../../../src-preload/contract/live.ts';
import type { EngineConnection } from '../../engine/process/engine-connection.ts';
import { firstIssue } from '../../engine/edge.ts';
import { guardRequest } from './guarded-requests.ts';
import { type Handler, hostHandlers, type HostParts } from './host-command-handlers.ts';
import type { HostState } from './host-state.ts';
import { createPathGuard } from './path-guard.ts';
import type { HostPowers, WindowService } from './window-service.ts';

export interface WindowServiceOptions {
  readonly connection: EngineConnection;
  readonly powers: HostPowers;
  readonly state: HostState;
}

export function createWindowService(options: WindowServiceOptions): WindowService {
  const { connection, powers, state } = options;
  const parts: HostParts = { ...options, guard: createPathGuard(powers.roots) };
  const remember = (engine: EngineState): void => {
    if (engine.state === 'running') rememberQuietly(state, engine.library);
  };
  remember(connection.state);
  const forget = connection.subscribe((message) => {
    if (message.kind === 'engine') remember(message.engine);
  });
  return {
    async call(name, rawRequest, signal) {
      try {
        if (!isCommandName(name) && !isHostCommandName(name))
          throw new AppError('bad-arguments', { command: name, detail: 'there is no such command' });
        const request = await guardRequest(name, rawRequest, parts.guard);
        if (isCommandName(name)) return await connection.call(name, request, signal);
        return { ok: true, data: await runHostCommand(name, request, parts, signal) };
      } catch (error) {
        return failed(name, error);
      }
    },
    locateMedia: (clipId, kind, signal) => connection.locate(clipId, kind, signal),
    subscribe: (listener) => connection.subscribe(listener),
    replay: (afterSequence, signal) => connection.replay(afterSequence, signal),
    close: () => {
      forget();
      return connection.close();
    },
  };
}

async function runHostCommand(
  name: HostCommandName,
  rawRequest: unknown,
  parts: HostParts,
  signal: AbortSignal,
): Promise<unknown> {
  const { request, response } = hostCommands[name];
  const parsed = request.safeParse(rawRequest);
  if (!parsed.success)
    throw new AppError('bad-arguments', { command: name, ...firstIssue(parsed.error) }, parsed.error);
  // Which handler goes with which request is known by name only.
  const handle = hostHandlers[name] as Handler<HostCommandName>;
  const answer = await handle(parsed.data, parts, signal);
  const checked = response.safeParse(answer);
  if (checked.success) return checked.data;
  throw new AppError('bad-response', { command: name, ...firstIssue(checked.error) }, checked.error);
}

function failed(command: string, thrown: unknown): Reply<never> {
  return { ok: false, error: toAppError(thrown, { command }).serialize() };
}

/** A configuration folder that can't be written costs the list of libraries, and nothing else. */
function rememberQuietly(state: HostState, library: string): void {
  try {
    state.remember(library);
  } catch {
    // The library is open all the same.
  }
}
