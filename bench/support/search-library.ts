/** A large library with full indexes of search: ten moments a clip, and as many picture vectors as wanted. Seeded. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { type MomentLane, momentLanes } from '../../src-preload/contract/search.ts';
import { type Connection, openDatabase } from '../../src-main/db/connection.ts';
import { SearchFactsRepository } from '../../src-main/db/repositories/search-facts.repository.ts';
import { SearchIndexRepository } from '../../src-main/db/repositories/search-index.repository.ts';
import { SearchVectorsRepository } from '../../src-main/db/repositories/search-vectors.repository.ts';
import { libraryPaths } from '../../src-main/engine/library-folder.ts';
import { factTexts } from '../../src-main/search/indexing/document-text.ts';
import { indexedText } from '../../src-main/search/indexing/indexed-text.ts';
import { centreOf } from '../../src-main/search/vectors/space-centre.ts';
import { VectorCodes } from '../../src-main/search/vectors/vector-codes.ts';
import { bytesOfFloats } from '../../src-main/search/vectors/vector-space.ts';
import { largeLibraryExif, makeLargeLibrary } from '../../tests/support/large-library.ts';
import {
  type LargeClip,
  largeLibraryClip,
  largeLibraryProbe,
  largeLibraryVolumes,
} from '../../tests/support/large-library-clips.ts';
import { seededRandom } from './seeded-random.ts';
import { type MadeTexts, madeTexts, momentSec, momentsOfClip } from './search-texts.ts';
import { dimensions, VectorWorld } from './search-vectors.ts';
import { Vocabulary } from './search-words.ts';

export interface SearchLibrarySize {
  readonly clips: number;
  readonly vectors: number;
}

/** What a library is made from: the same for all sizes. */
export interface SearchWorld {
  readonly vocabulary: Vocabulary;
  readonly vectors: VectorWorld;
}

export interface BuildTimes {
  readonly clipsSec: number;
  readonly textSec: number;
  readonly vectorsSec: number;
  readonly codesSec: number;
}

export const pictureModel = 'bench-pictures';
/** What clips are taken to last, whatever their files say: their moments, one after the other. */
export const footageSecOfClip = momentsOfClip * momentSec;
const stage = 'picture-features';
/** As an ingest would, though not as small: FTS5 writes out what it has at each commit. */
const clipsPerCommit = 1_000;
const sizeOfCacheKb = 200_000;

export function createSearchWorld(): SearchWorld {
  return { vocabulary: new Vocabulary(seededRandom(2)), vectors: new VectorWorld(3) };
}

/** How many vectors the clip with this number has. */
export function vectorsOfClip(index: number, { clips, vectors }: SearchLibrarySize): number {
  return Math.floor(((index + 1) * vectors) / clips) - Math.floor((index * vectors) / clips);
}

/** Makes it at `path`, which must not be there yet. */
export async function makeSearchLibrary(
  path: string,
  world: SearchWorld,
  size: SearchLibrarySize,
): Promise<BuildTimes> {
  const began = performance.now();
  await makeLargeLibrary(path, { clips: size.clips, pictures: 'none' });
  const clipsSec = (performance.now() - began) / 1000;
  const { database, backups } = libraryPaths(path);
  const connection = await openDatabase({ path: database, access: 'write', backupsPath: backups });
  try {
    connection.pragma('journal_mode = MEMORY');
    connection.pragma('synchronous = OFF');
    connection.pragma(`cache_size = -${String(sizeOfCacheKb)}`);
    const textSec = inBatches(connection, size.clips, textWriter(connection, world.vocabulary));
    const vectorsSec = inBatches(connection, size.clips, vectorWriter(connection, world.vectors, size));
    const codesSec = inBatches(connection, size.clips, codeWriter(connection));
    connection.exec('DELETE FROM search_stale');
    connection.pragma('journal_mode = WAL');
    return { clipsSec, textSec, vectorsSec, codesSec };
  } finally {
    connection.close();
  }
}

/** @returns seconds */
function inBatches(connection: Connection, clips: number, write: (index: number) => void): number {
  const began = performance.now();
  for (let first = 0; first < clips; first += clipsPerCommit) {
    connection.transaction(() => {
      for (let index = first; index < Math.min(first + clipsPerCommit, clips); index += 1) write(index);
    })();
  }
  return (performance.now() - began) / 1000;
}

function runOf(clip: LargeClip): string {
  return `search-${clip.id}`;
}

/** Clips are numbered from 1 in the order in which they were made. */
function textWriter(connection: Connection, vocabulary: Vocabulary): (index: number) => void {
  const rows = new SearchIndexRepository(connection);
  const facts = new SearchFactsRepository(connection);
  const run = connection.prepare(
    `INSERT INTO runs (id, clip_id, stage, version, run_key, state, started_ms, finished_ms, manifest, log)
     VALUES (?, ?, '${stage}', 1, 'search', 'done', 0, 1, '{}', '')`,
  );
  const objects = connection.prepare(
    `INSERT INTO artifacts (clip_id, name, stage, run_id, data, created_ms) VALUES (?, 'objects', 'objects', ?, ?, 1)`,
  );
  return (index) => {
    const clip = largeLibraryClip(index);
    const texts = madeTexts(vocabulary, index);
    run.run(runOf(clip), clip.id);
    objects.run(clip.id, runOf(clip), JSON.stringify(objectsOf(texts)));
    const joined = (lane: MomentLane): string =>
      indexedText(texts.moments[lane].map(({ text }) => text).join(' '));
    rows.putDocument(index + 1, {
      ...factsOf(clip, texts.summary),
      ...{ said: joined('said'), read: joined('read'), sees: joined('sees'), hears: joined('hears') },
    });
    for (const lane of momentLanes) rows.replaceMoments(index + 1, lane, texts.moments[lane]);
    facts.put(index + 1, clip.id, ['sees']);
  };
}

function factsOf(clip: LargeClip, summary: string) {
  const volume = largeLibraryVolumes[clip.volume]?.label ?? null;
  return factTexts({
    places: [{ name: clip.fileName, folder: Buffer.from(clip.folder), volume }],
    ...{ note: clip.note, tags: clip.tags, probe: largeLibraryProbe(clip), detail: null },
    ...{ exif: largeLibraryExif(clip), focalLength: null },
    description: {
      summary: { text: summary, tokenCount: 20, truncation: 'none' },
      keywords: { text: '', tokenCount: 0, truncation: 'none' },
    },
  });
}

/** Facets count by it: with tracks, as most of its size is theirs. */
function objectsOf({ labels }: MadeTexts): Artifact<'objects'> {
  const box = { x: 0.412, y: 0.237, width: 0.187, height: 0.402 };
  return {
    tracks: labels.map((label, id) => ({
      ...{ id, label, confidence: 0.873, startSec: id, endSec: id + momentSec },
      boxes: Array.from({ length: momentSec }, (_, at) => ({ timeSec: id + at, box, confidence: 0.812 })),
    })),
    labels: labels.map((label) => ({ label, confidence: 0.87, seconds: momentSec, mostAtOnce: 1 })),
    frames: { seen: footageSecOfClip, analysed: footageSecOfClip },
  };
}

function vectorWriter(
  connection: Connection,
  world: VectorWorld,
  size: SearchLibrarySize,
): (index: number) => void {
  const insert = connection.prepare(
    `INSERT INTO vectors (clip_id, model, kind, start_sec, end_sec, dimensions, vector, stage, run_id)
     VALUES (?, '${pictureModel}', 'frame', ?, NULL, ${String(dimensions)}, ?, '${stage}', ?)`,
  );
  return (index) => {
    const clip = largeLibraryClip(index);
    const count = vectorsOfClip(index, size);
    for (const [at, vector] of world.clip(index, count).entries()) {
      insert.run(clip.id, (at * footageSecOfClip) / count, bytesOfFloats(vector), runOf(clip));
    }
  };
}

/** The centre is set first, from a sample of all, so that no codes are made twice. */
function codeWriter(connection: Connection): (index: number) => void {
  const rows = new SearchVectorsRepository(connection);
  rows.addSpace(pictureModel, 'picture', dimensions);
  const space = rows.space(pictureModel, 'picture', dimensions);
  const found = space === null ? null : centreOf(rows, space);
  if (space === null || found === null) throw new Error('The space of the vectors is not there.');
  rows.setCentre(space.id, bytesOfFloats(found.centre), found.size);
  const codes = new VectorCodes(connection);
  return (index) => {
    codes.index(index + 1);
  };
}
