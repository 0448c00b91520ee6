/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY, by Node's own support for them. */
import * as http from 'node:http';

type SetGlobalProxy = (environment: Readonly<Record<string, string | undefined>>) => () => void;

const names = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'];

/**
 * Makes `fetch` of this process go through the proxy that the environment names, if any. Nothing else of Rushes speaks to
 * the network.
 *
 * @returns what takes it back
 */
export function useProxyOf(environment: Readonly<Record<string, string | undefined>>): () => void {
  // Node 24.14; a run-time without it leaves the proxy to NODE_USE_ENV_PROXY.
  const { setGlobalProxyFromEnv } = http as { readonly setGlobalProxyFromEnv?: SetGlobalProxy };
  const isWanted = names.some((name) => (environment[name] ?? '') !== '');
  return isWanted && setGlobalProxyFromEnv !== undefined
    ? setGlobalProxyFromEnv(environment)
    : () => undefined;
}
