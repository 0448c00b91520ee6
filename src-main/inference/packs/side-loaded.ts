/** Packs of weights that a person brings and that the catalogue does not know: their manifests. */
import type { TaskName } from '../../../src-preload/contract/inference-tasks.ts';
import { packPath, type PackManifest, type PackTask } from '../../../src-preload/contract/model-packs.ts';
import { sha256Hex } from '../../platform/hashing.ts';
import type { ScannedFile } from './import-scan.ts';
import type { PackFile } from './pack-download.ts';

/** A pack that was recognised and is not installed yet. */
export interface FoundPack {
  readonly manifest: PackManifest;
  /** Where its files lie now, in the manifest's order. */
  readonly from: readonly string[];
}

const unknownLicence = 'unknown, yours to judge';

/** For packs that no entry of the catalogue describes. */
const unlocksOfTask: Readonly<Record<TaskName, string>> = {
  'speech-activity': 'Finds where in a clip somebody speaks.',
  'sound-events': 'Names what is to be heard: speech, music, applause, animals and much more.',
  objects: 'Finds people, animals, vehicles and things, and follows them through the clip.',
  faces: 'Finds faces and how long they are to be seen.',
  'face-landmarks': 'Finds eyes, nose, mouth and outline of each face.',
  'face-identity': 'Tells faces apart, so that one person can be found in many clips.',
  emotion: 'Reads the expression of faces.',
  hands: 'Finds hands and the joints of their fingers.',
  gesture: 'Names what hands show.',
  pose: 'Finds the bodies of people, from which the framing of a shot is told.',
  'on-screen-text': 'Reads signs, titles and captions in the picture.',
  'picture-features': 'Describes pictures by numbers, so that similar ones can be found.',
  'text-features': 'Finds pictures by words.',
  'content-warning': 'Marks clips that may show nudity.',
  'focal-length': 'Tells wide, normal and long lenses apart.',
  transcript: 'Writes down what is said, word by word.',
  'text-embedding': 'Finds clips by the meaning of words.',
  entities: 'Finds names of people, places and organisations in what is said.',
  translation: 'Translates what is said.',
};

interface SideLoad {
  /** The first task's model gives it its name. */
  readonly tasks: readonly [PackTask, ...PackTask[]];
  readonly title: string;
  readonly engine: PackManifest['engine'];
  readonly dtype: string | null;
  readonly licence: string | null;
  /** What was imported, for people. */
  readonly project: string;
  readonly files: readonly {
    readonly file: ScannedFile;
    readonly name: string | null;
    readonly path: string;
    readonly sha256: string;
  }[];
  readonly installedAt: string;
}

/** Its id comes from its content, so that the same weights are the same pack. */
export function sideLoaded(given: SideLoad): FoundPack {
  const files: PackFile[] = given.files.map(({ file, name, path, sha256 }) => ({
    name,
    path,
    bytes: file.bytes,
    sha256,
  }));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const content = sha256Hex(
    files
      .map(({ sha256 }) => sha256)
      .sort()
      .join('\n'),
  );
  const [{ task, model }] = given.tasks;
  const manifest: PackManifest = {
    version: 1,
    id: `${model}-${content.slice(0, 8)}`,
    title: given.title,
    tasks: [...given.tasks],
    unlocks: unlocksOfTask[task],
    licence: { name: given.licence ?? unknownLicence },
    languages: [],
    // What sessions of onnxruntime take beside the weights is of about their size again.
    memoryBytes: bytes * 3,
    speedClass: 'medium',
    engine: given.engine,
    project: given.project,
    standing: 'side-loaded',
    origin: 'import',
    revision: null,
    dtype: given.dtype,
    files,
    installedAt: given.installedAt,
    acceptedLicence: null,
  };
  return { manifest, from: given.files.map(({ file }) => file.path) };
}

/** Its own name where that may be one of a pack's files, else its key with its ending. */
export function pathInPack(file: ScannedFile, key: string): string {
  if (packPath.safeParse(file.name).success) return file.name;
  return `${key}${/\.[A-Za-z0-9]+$/.exec(file.name)?.[0] ?? ''}`;
}
