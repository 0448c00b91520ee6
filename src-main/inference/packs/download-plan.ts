/** What a download consists of: every file with its address and what it has to be. Kept beside what was received, so that it can go on later. */
import { z } from 'zod';
import { count } from '../../../src-preload/contract/artifacts/scalars.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import {
  cataloguePack,
  type CataloguePack,
  licence,
  packPath,
} from '../../../src-preload/contract/model-packs.ts';
import type { HttpAccess } from './http-request.ts';
import { listHubFiles } from './hub-listing.ts';

const plannedFile = z.object({
  /** Key under the model's `files`; null in hub packs. */
  name: z.string().nullable(),
  path: packPath,
  url: z.url({ protocol: /^https?$/ }),
  bytes: count,
  sha256: z.string().nullable(),
  /** Of git's blob; for small files of a hub, which are not known by their SHA-256. */
  gitSha1: z.string().nullable(),
});
export type PlannedFile = z.infer<typeof plannedFile>;

export const downloadPlan = z.object({
  pack: cataloguePack,
  revision: z.string().nullable(),
  mirror: z.string().nullable(),
  files: z.array(plannedFile).min(1),
  acceptedLicence: licence.extend({ at: z.string() }),
});
export type DownloadPlan = z.infer<typeof downloadPlan>;

export interface PlanRequest {
  readonly pack: CataloguePack;
  readonly mirror: string | null;
  readonly acceptedLicence: DownloadPlan['acceptedLicence'];
  /** Host of hub repositories. */
  readonly hubAddress: string;
}

/** The same path at another host: the mirror's own path comes in front. @throws AppError bad-arguments */
export function mirrored(url: string, mirror: string | null): string {
  if (mirror === null) return url;
  const { pathname, search } = new URL(url);
  if (!URL.canParse(mirror) || !/^https?:$/.test(new URL(mirror).protocol)) {
    throw new AppError('bad-arguments', { mirror, detail: 'a mirror is an address with http or https' });
  }
  const base = new URL(mirror);
  return base.origin + base.pathname.replace(/\/+$/, '') + pathname + search;
}

/** Asks the hub where that is needed. @throws AppError download-failed; the signal's reason */
export async function planDownload(
  { pack, mirror, acceptedLicence, hubAddress }: PlanRequest,
  access: HttpAccess,
  signal: AbortSignal,
): Promise<DownloadPlan> {
  const { source } = pack;
  if (source.kind === 'pinned-files') {
    const files = source.files.map((file) => ({
      ...file,
      url: mirrored(file.url, mirror),
      gitSha1: null,
    }));
    return { pack, revision: null, mirror, files, acceptedLicence };
  }
  const host = mirrored(`${hubAddress}/`, mirror).replace(/\/+$/, '');
  const { revision, files } = await listHubFiles(host, source, { pack: pack.id }, access, signal);
  return {
    pack,
    revision,
    mirror,
    acceptedLicence,
    files: files.map((file) => ({
      ...file,
      name: null,
      url: `${host}/${source.repository}/resolve/${revision}/${addressPath(file.path)}`,
    })),
  };
}

export function addressPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
