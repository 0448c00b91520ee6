/**
 * PURE: whether a request comes from our own window. A page of another site can make a browser send requests here, and
 * can give this machine a name of its own (DNS rebinding); Host, Origin and Sec-Fetch-Site tell, and pages can't forge
 * them.
 */
export interface RequestFacts {
  readonly method: string;
  /** As it came: path and query. */
  readonly url: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

export interface Refusal {
  readonly status: 400 | 403;
  readonly reason: string;
}

const harmlessMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Every address of ours is made of these; nothing of them needs escapes, and no part begins with a dot. */
const plainPath = /^\/(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*)?$/;

/** @param allowedHosts in lower case, with ports as browsers write them */
export function refusalOf(request: RequestFacts, allowedHosts: ReadonlySet<string>): Refusal | null {
  const host = request.host?.toLowerCase();
  if (host === undefined || !allowedHosts.has(host))
    return { status: 403, reason: 'This name is not one of those that Rushes answers to.' };
  if (!plainPath.test(request.url.split('?', 1)[0] ?? ''))
    return { status: 400, reason: 'There is no such address.' };
  if (request.origin !== undefined && !isOwnOrigin(request.origin, host)) return foreign;
  const { fetchSite } = request;
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return foreign;
  const saysFromWhere = request.origin !== undefined || fetchSite === 'same-origin';
  if (!harmlessMethods.has(request.method) && !saysFromWhere) return foreign;
  return null;
}

const foreign: Refusal = { status: 403, reason: 'Only the window of Rushes itself may ask for this.' };

/** https: a proxy in front of us may speak it. */
function isOwnOrigin(origin: string, host: string): boolean {
  const lower = origin.toLowerCase();
  return lower === `http://${host}` || lower === `https://${host}`;
}

/**
 * The names that a server at this port answers to: those of this machine itself, and those that were given, with or
 * without a port.
 */
export function allowedHosts(port: number, names: readonly string[]): ReadonlySet<string> {
  const own = ['127.0.0.1', 'localhost', '[::1]', ...names].map((name) => name.toLowerCase());
  const withPort = own.map((name) => `${name}:${String(port)}`);
  // Browsers leave out the port that is usual for http.
  return new Set([...withPort, ...(port === 80 ? own : names.map((name) => name.toLowerCase()))]);
}
