/**
 * Reads from a hub of Hugging Face's kind what is in a repository (its API: /api/models/<repository>/revision/<revision> names the
 * commit, /api/models/<repository>/tree/<commit> the files). Files kept in LFS are listed with their SHA-256, others with git's
 * hash of the blob, which is SHA-1 over "blob <length>\0" and the content.
 */
import picomatch from 'picomatch';
import { z } from 'zod';
import { count } from '../../../src-preload/contract/artifacts/scalars.ts';
import type { ErrorFacts } from '../../../src-preload/contract/errors.ts';
import { type HubSource, packPath } from '../../../src-preload/contract/model-packs.ts';
import { type HttpAccess, networkFailure, request, shownAddress, watchStall } from './http-request.ts';
import { downloadError, withRetries } from './retries.ts';

const revisionAnswer = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) });
const treeAnswer = z.array(
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('file'),
      path: z.string(),
      size: count,
      oid: z.string().regex(/^[0-9a-f]{40}$/),
      lfs: z.object({ oid: z.string().regex(/^(sha256:)?[0-9a-f]{64}$/), size: count }).optional(),
    }),
    z.object({ type: z.literal('directory') }),
  ]),
);

export interface HubFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly gitSha1: string | null;
}

/** Answers come in pages; a repository with more is not one of ours. */
const mostPages = 20;
const mostAnswerBytes = 16 * 1024 * 1024;

/** @throws AppError download-failed; the signal's reason */
export async function listHubFiles(
  host: string,
  source: HubSource,
  facts: ErrorFacts,
  access: HttpAccess,
  signal: AbortSignal,
): Promise<{ readonly revision: string; readonly files: readonly HubFile[] }> {
  const api = `${host}/api/models/${source.repository}`;
  const about = { ...facts, repository: source.repository };
  const ask = <T extends z.ZodType>(url: string, schema: T) => json(url, schema, about, access, signal);
  const { sha } = (await ask(`${api}/revision/${encodeURIComponent(source.revision)}`, revisionAnswer)).data;
  const listed: HubFile[] = [];
  let next: string | null = `${api}/tree/${sha}?recursive=true`;
  for (let page = 0; next !== null && page < mostPages; page += 1) {
    const { data, link }: { data: z.output<typeof treeAnswer>; link: string | null } = await ask(
      next,
      treeAnswer,
    );
    for (const entry of data) {
      if (entry.type !== 'file') continue;
      const { path, size, oid, lfs } = entry;
      listed.push({
        path,
        bytes: lfs?.size ?? size,
        sha256: lfs?.oid.replace('sha256:', '') ?? null,
        gitSha1: lfs === undefined ? oid : null,
      });
    }
    next = link === null ? null : onHost(link, host);
  }
  return { revision: sha, files: chosen(listed, source, about) };
}

/** Pages after the first are asked of the same host, also behind a mirror. */
function onHost(link: string, host: string): string {
  const { pathname, search } = new URL(link, host);
  const base = new URL(host).pathname.replace(/\/+$/, '');
  return new URL(host).origin + (pathname.startsWith(`${base}/`) ? pathname : base + pathname) + search;
}

function chosen(listed: readonly HubFile[], source: HubSource, facts: ErrorFacts): HubFile[] {
  const found = new Map<string, HubFile>();
  for (const { pattern, need } of source.files) {
    const fits = picomatch(pattern);
    const files = listed.filter(({ path }) => fits(path));
    if (files.length === 0 && need === 'required') {
      throw downloadError('bad-listing', { ...facts, detail: `the repository has no ${pattern}` });
    }
    for (const file of files) {
      if (!packPath.safeParse(file.path).success) {
        throw downloadError('bad-listing', { ...facts, file: file.path, detail: 'a name that is not taken' });
      }
      found.set(file.path, file);
    }
  }
  return [...found.values()];
}

async function json<T extends z.ZodType>(
  url: string,
  schema: T,
  facts: ErrorFacts,
  access: HttpAccess,
  signal: AbortSignal,
): Promise<{ readonly data: z.output<T>; readonly link: string | null }> {
  const about = { ...facts, address: shownAddress(url) };
  const { text, link } = await withRetries(
    () => textOf(url, about, access, signal),
    access.retryDelaysMs,
    signal,
  );
  try {
    return { data: schema.parse(JSON.parse(text)), link };
  } catch (error) {
    const detail = 'the answer is not that of a model hub: is a proxy or a login page in between?';
    throw downloadError('bad-listing', { ...about, detail }, error);
  }
}

async function textOf(url: string, facts: ErrorFacts, access: HttpAccess, signal: AbortSignal) {
  const watch = watchStall(access.stallMs, signal);
  try {
    const response = await request(url, { accept: 'application/json' }, facts, access, watch.signal);
    const chunks: Uint8Array[] = [];
    let length = 0;
    try {
      for await (const chunk of response.body ?? []) {
        watch.alive();
        length += chunk.length;
        if (length > mostAnswerBytes) break;
        chunks.push(chunk);
      }
    } catch (error) {
      throw networkFailure(error, facts);
    }
    const next = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '');
    return { text: Buffer.concat(chunks).toString('utf8'), link: next?.[1] ?? null };
  } finally {
    watch.end();
  }
}
