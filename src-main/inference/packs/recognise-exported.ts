/** Packs that another Rushes exported: folders with a `pack.json`. They are taken as they are once their hashes have been seen to be right. */
import { dirname, join } from 'node:path';
import {
  type Catalogue,
  packManifest,
  type PackManifest,
} from '../../../src-preload/contract/model-packs.ts';
import type { LeftOut, Scan } from './import-scan.ts';
import { checkPack } from './pack-check.ts';
import { readJson } from './pack-store.ts';
import type { Recognised, Recognition } from './recognise-onnx.ts';
import type { FoundPack } from './side-loaded.ts';

export interface RecognisedExport extends Recognised {
  /** Folders of such packs. */
  readonly folders: readonly string[];
}

/** @throws the signal's reason */
export async function recogniseExported(
  scan: Scan,
  using: Recognition,
  signal: AbortSignal,
): Promise<RecognisedExport> {
  const found: FoundPack[] = [];
  const leftOut: LeftOut[] = [];
  const folders: string[] = [];
  const candidates = scan.files.filter(({ name }) => name === 'pack.json' && scan.only === null);
  for (const { path } of candidates) {
    const manifest = await readJson(path, packManifest);
    if (manifest === null) continue;
    const folder = dirname(path);
    const problems = await checkExported(folder, manifest, using, signal);
    const standing = standingOf(manifest, using.catalogue);
    if (standing === null) {
      leftOut.push({
        path: folder,
        reason: `it calls itself "${manifest.id}", and is not what the catalogue has by that name`,
      });
    } else if (problems.length > 0) {
      const [first] = problems;
      leftOut.push({
        path: folder,
        reason: `exported pack with a wrong file: ${first?.path ?? ''}: ${first?.detail ?? ''}`,
      });
    } else {
      const from = manifest.files.map((file) => join(folder, ...file.path.split('/')));
      found.push({ manifest: { ...manifest, origin: 'import', standing }, from });
    }
    folders.push(folder);
  }
  return { found, leftOut, folders };
}

function checkExported(folder: string, manifest: PackManifest, using: Recognition, signal: AbortSignal) {
  return checkPack({ manifest, folder }, (path) => using.hashFile(path, signal), signal, 'leave no stamp');
}

/** Anybody can write a `pack.json`: of the catalogue is only what has its hashes. null: it only says that it is. */
function standingOf(manifest: PackManifest, { packs }: Catalogue): PackManifest['standing'] | null {
  const source = packs.find(({ id }) => id === manifest.id)?.source;
  if (source?.kind !== 'pinned-files') return 'side-loaded';
  const isSame = source.files.every(({ name, sha256 }) =>
    manifest.files.some((file) => file.name === name && file.sha256 === sha256),
  );
  return isSame && manifest.files.length === source.files.length ? 'catalogue' : null;
}
