/** Volumes and folders with clips in them, as a compact tree. */
import { basename } from 'node:path';
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import {
  type ClipFolder,
  clipFolders,
  type SharedClip,
  sharedClips,
} from '../db/repositories/places.repository.ts';
import { type VolumeRow, VolumesRepository } from '../db/repositories/volumes.repository.ts';
import { countCards } from '../db/repositories/cards.repository.ts';
import { displayPath, pathFromBytes } from '../platform/paths.ts';
import { inOneLook } from './cards.ts';
import type { LibraryView } from './library-view.ts';

type Places = CommandResponse<'cards.places'>;
type PlaceVolume = Places['volumes'][number];
type PlaceFolder = PlaceVolume['folders'][number];

/** In no language's own order, which would differ between machines. */
const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** A folder while the tree is built; the root is the volume itself. */
interface Node {
  readonly path: string;
  readonly parent: Node | null;
  readonly children: Map<string, Node>;
  /** In it and below, each counted once. */
  clips: number;
  holdsClips: boolean;
  /** Whether a file in it or below is there. */
  isPresent: boolean;
}

export function readPlaces({ connection }: Pick<LibraryView, 'connection'>): Places {
  return inOneLook(connection, () => {
    const total = countCards(connection);
    const volumes = new VolumesRepository(connection).all();
    return { total, volumes: buildPlaces(volumes, clipFolders(connection), sharedClips(connection)) };
  });
}

/** PURE. Folders in the order of their paths; shared clips in the order of clips. */
function buildPlaces(
  volumes: readonly VolumeRow[],
  folders: readonly ClipFolder[],
  shared: readonly SharedClip[],
): PlaceVolume[] {
  const roots = new Map<number, Node>();
  const nodes = new Map<number, Node>();
  for (const folder of folders) {
    const root = roots.get(folder.volumeId) ?? newNode('', null);
    roots.set(folder.volumeId, root);
    const node = nodeAt(root, pathFromBytes(folder.path));
    node.holdsClips = true;
    nodes.set(folder.id, node);
    for (const each of lineOf(node)) {
      each.clips += folder.clips;
      each.isPresent ||= folder.isPresent === 1;
    }
  }
  countShared(shared, nodes);
  return volumes.flatMap((volume) => {
    const root = roots.get(volume.id);
    return root === undefined ? [] : [describeVolume(volume, root)];
  });
}

function newNode(path: string, parent: Node | null): Node {
  return { path, parent, children: new Map(), clips: 0, holdsClips: false, isPresent: false };
}

function nodeAt(root: Node, path: string): Node {
  let node = root;
  for (const part of path === '' ? [] : path.split('/')) {
    const next = node.children.get(part) ?? newNode(node.path === '' ? part : `${node.path}/${part}`, node);
    node.children.set(part, next);
    node = next;
  }
  return node;
}

/** The folder and all above it. */
function lineOf(node: Node): Node[] {
  const line: Node[] = [];
  for (let at: Node | null = node; at !== null; at = at.parent) line.push(at);
  return line;
}

function countShared(shared: readonly SharedClip[], nodes: ReadonlyMap<number, Node>): void {
  let sequence: number | null = null;
  let counted = new Set<Node>();
  for (const { sequence: next, folderId } of shared) {
    if (next !== sequence) counted = new Set();
    sequence = next;
    const node = nodes.get(folderId);
    for (const each of node === undefined ? [] : lineOf(node)) {
      if (counted.has(each)) continue;
      counted.add(each);
      each.clips += 1;
    }
  }
}

function describeVolume(volume: VolumeRow, root: Node): PlaceVolume {
  const mountPath = pathFromBytes(volume.mountPath);
  const folders: PlaceFolder[] = [];
  describeBelow(root, '', folders);
  return {
    volume: volume.identity,
    label: volume.label ?? displayPath(basename(mountPath) || mountPath),
    kind: volume.kind,
    state: root.isPresent ? 'online' : 'offline',
    clips: root.clips,
    folders,
  };
}

/** In the order of names, as people read them. */
function describeBelow(node: Node, parent: string, folders: PlaceFolder[]): void {
  const children = [...node.children].sort(([a], [b]) => compareNames(a, b));
  for (const [, child] of children) {
    const end = endOfChain(child);
    const start = node.path === '' ? 0 : node.path.length + 1;
    folders.push({ folder: end.path, name: end.path.slice(start), parent, clips: end.clips });
    describeBelow(end, end.path, folders);
  }
}

/** A folder that has one folder in it and nothing else is shown together with that one. */
function endOfChain(node: Node): Node {
  let end = node;
  for (;;) {
    const [only, ...others] = end.children.values();
    if (end.holdsClips || only === undefined || others.length > 0) return end;
    end = only;
  }
}

function compareNames(a: string, b: string): number {
  return byName.compare(a, b) || (a < b ? -1 : 1);
}
