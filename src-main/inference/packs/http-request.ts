/** One request over HTTP, with each of its failures put into words that a person can do something with. */
import type { AppError, ErrorFacts } from '../../../src-preload/contract/errors.ts';
import { systemCode } from './disk-errors.ts';
import { downloadError, Interruption } from './retries.ts';

export interface HttpAccess {
  readonly fetch: typeof fetch;
  /** Waits between attempts. */
  readonly retryDelaysMs: readonly number[];
  /** So long nothing may come before a connection counts as dead. */
  readonly stallMs: number;
}

const mostWaitMs = 60_000;
const unreachable: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name of the host is not known: is this machine offline?',
  EAI_AGAIN: 'the name of the host could not be looked up: is this machine offline?',
  ECONNREFUSED: 'nothing answers there',
  ENETUNREACH: 'there is no way to it: is this machine offline?',
  EHOSTUNREACH: 'there is no way to it: is this machine offline?',
  ETIMEDOUT: 'it did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
};

/** An address without what may be secret in it. */
export function shownAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** Ends a request on which nothing comes for too long; `alive` says that something came. */
export function watchStall(stallMs: number, signal: AbortSignal) {
  const stalled = new AbortController();
  const timer = setTimeout(() => {
    stalled.abort(new Error('nothing came for too long'));
  }, stallMs);
  return {
    signal: AbortSignal.any([signal, stalled.signal]),
    alive: () => timer.refresh(),
    end: () => {
      clearTimeout(timer);
    },
  };
}

/**
 * Sends a GET and looks at the status; the caller reads the body.
 *
 * @throws Interruption where trying again may help; AppError download-failed otherwise; the signal's reason
 */
export async function request(
  url: string,
  headers: Readonly<Record<string, string>>,
  facts: ErrorFacts,
  access: HttpAccess,
  signal: AbortSignal,
): Promise<Response> {
  let response: Response;
  try {
    response = await access.fetch(url, { headers: { 'user-agent': 'rushes', ...headers }, signal });
  } catch (error) {
    throw networkFailure(error, { ...facts, address: shownAddress(url) });
  }
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel().catch(() => undefined);
  throw statusFailure(response, { ...facts, address: shownAddress(url) });
}

/** What `fetch`, or reading a body, threw. */
export function networkFailure(error: unknown, facts: ErrorFacts, gotFurther = false): Interruption {
  const cause = (error as { cause?: unknown } | null)?.cause ?? error;
  const inner = cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause;
  const code = systemCode(inner) ?? systemCode(cause);
  const known = unreachable[code ?? ''];
  const said = inner instanceof Error && inner.message !== '' ? inner.message : String(code ?? error);
  return new Interruption(
    known === undefined
      ? downloadError('cut-off', { ...facts, detail: `the connection broke off: ${said}` }, error)
      : downloadError('unreachable', { ...facts, detail: known }, error),
    { gotFurther },
  );
}

function statusFailure({ status, headers }: Response, facts: ErrorFacts): Interruption | AppError {
  if (status === 404 || status === 410) {
    return downloadError('not-found', {
      ...facts,
      detail: `it is not there any more (HTTP ${String(status)})`,
    });
  }
  if (status === 401 || status === 403 || status === 407) {
    const who = status === 407 ? 'the proxy wants' : 'the server wants';
    return downloadError('refused', {
      ...facts,
      detail: `${who} a login or refuses (HTTP ${String(status)})`,
    });
  }
  const failure = downloadError('server-error', { ...facts, detail: `HTTP ${String(status)}` });
  if (status !== 408 && status !== 429 && status < 500) return failure;
  const waitSec = Number(headers.get('retry-after') ?? 0);
  return new Interruption(failure, {
    waitMs: Number.isFinite(waitSec) ? Math.min(Math.max(0, waitSec * 1000), mostWaitMs) : 0,
  });
}
