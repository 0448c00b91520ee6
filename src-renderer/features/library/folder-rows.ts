/** Volumes and their folders as the rows of a tree, as far as it is unfolded. */
import type { Places } from '../../stores/library-side.ts';

type Volume = Places['volumes'][number];

export interface FolderRow {
  readonly key: string;
  readonly volume: string;
  /** '' is the volume itself. */
  readonly folder: string;
  readonly name: string;
  readonly clips: number;
  /** 0 for a volume. */
  readonly depth: number;
  readonly state: Volume['state'];
  readonly kind: Volume['kind'] | 'folder';
  /** 'leaf': there is nothing to unfold. */
  readonly fold: 'leaf' | 'folded' | 'unfolded';
}

export function rowKey(volume: string, folder: string): string {
  return JSON.stringify([volume, folder]);
}

/** @param unfolded keys of rows whose children are shown */
export function folderRows(volumes: readonly Volume[], unfolded: ReadonlySet<string>): readonly FolderRow[] {
  return volumes.flatMap((volume) => rowsOf(volume, childrenOf(volume), unfolded, '', 0));
}

type Children = ReadonlyMap<string, readonly Volume['folders'][number][]>;

function childrenOf({ folders }: Volume): Children {
  const children = new Map<string, Volume['folders'][number][]>();
  for (const folder of folders) {
    const siblings = children.get(folder.parent);
    if (siblings === undefined) children.set(folder.parent, [folder]);
    else siblings.push(folder);
  }
  return children;
}

function rowsOf(
  volume: Volume,
  children: Children,
  unfolded: ReadonlySet<string>,
  folder: string,
  depth: number,
): readonly FolderRow[] {
  const own = volume.folders.find((other) => other.folder === folder);
  const below = (children.get(folder) ?? []).filter((child) => child.folder !== folder);
  const key = rowKey(volume.volume, folder);
  const fold = below.length === 0 ? 'leaf' : unfolded.has(key) ? 'unfolded' : 'folded';
  const row: FolderRow = {
    key,
    volume: volume.volume,
    folder,
    name: folder === '' ? volume.label : (own?.name ?? folder),
    clips: folder === '' ? volume.clips : (own?.clips ?? 0),
    depth,
    state: volume.state,
    kind: folder === '' ? volume.kind : 'folder',
    fold,
  };
  if (fold !== 'unfolded') return [row];
  const sorted = below.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  return [row, ...sorted.flatMap((child) => rowsOf(volume, children, unfolded, child.folder, depth + 1))];
}

/** Folders above one: what has to be unfolded for it to be seen. */
export function keysAbove(volume: Volume, folder: string): readonly string[] {
  const keys = [rowKey(volume.volume, '')];
  let parent = volume.folders.find((other) => other.folder === folder)?.parent ?? '';
  while (parent !== '') {
    keys.push(rowKey(volume.volume, parent));
    parent = volume.folders.find((other) => other.folder === parent)?.parent ?? '';
  }
  return keys;
}
