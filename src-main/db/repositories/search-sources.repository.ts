/** What the full-text index is made from. Of large artifacts only what has words is read: SQLite passes over the rest much faster. */
import type { ArtifactName } from '../../../src-preload/contract/artifacts.ts';
import type { Connection, Statement } from '../connection.ts';

/** A file of a clip, and where it is. */
export interface NamedPlace {
  readonly name: string;
  /** Below the volume, in the system's bytes. null: not known. */
  readonly folder: Uint8Array | null;
  readonly volume: string | null;
}

const spansOf = (list: string, ...names: readonly string[]): string => {
  const fields = [...names, 'startSec', 'endSec'].map((name) => `'${name}', value -> '$.${name}'`);
  // Out of a subquery comes text: `json` says again that it is JSON.
  return `json((SELECT json_group_array(json_object(${fields.join(', ')})) FROM json_each(data, '$.${list}')))`;
};

/** Without boxes, points and samples. */
const excerpts: Readonly<Partial<Record<ArtifactName, string>>> = {
  'on-screen-text': `json_object('spans', ${spansOf('spans', 'text')})`,
  objects: `json_object('labels', data -> '$.labels', 'tracks', ${spansOf('tracks', 'label')})`,
  faces: `json_object('mostAtOnce', data -> '$.mostAtOnce', 'tracks', ${spansOf('tracks')})`,
  people: `json_object('count', json_array_length(data, '$.people'))`,
  emotions: `json_object('spans', ${spansOf('spans', 'emotion')})`,
  hands: `json_object('spans', ${spansOf('spans', 'gesture')})`,
  pose: `json_object('framing', ${spansOf('framing', 'shotSize')})`,
  exif: `json_remove(data, '$.all')`,
};

export class SearchSourcesRepository {
  readonly #connection: Connection;
  readonly #places;
  readonly #note;
  readonly #tags;
  readonly #artifacts = new Map<ArtifactName, Statement>();

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#places = connection.prepare(
      `SELECT f.name, d.path AS folder, v.label AS volume, f.state = 'present' AS present
       FROM files f JOIN clips c ON c.id = f.clip_id JOIN volumes v ON v.id = f.volume_id LEFT JOIN folders d ON d.id = f.folder_id
       WHERE c.sequence = ? ORDER BY f.first_seen_ms, f.id`,
    );
    this.#note = connection.prepare('SELECT note FROM annotations WHERE clip_sequence = ?').pluck();
    this.#tags = connection
      .prepare(
        `SELECT t.name FROM clip_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.clip_sequence = ? ORDER BY t.folded_name`,
      )
      .pluck();
  }

  /** Those that are there; where none is, those where it was. */
  places(sequence: number): readonly NamedPlace[] {
    const all = this.#places.all(sequence) as (NamedPlace & { readonly present: 0 | 1 })[];
    const there = all.filter(({ present }) => present === 1);
    return there.length > 0 ? there : all;
  }

  note(sequence: number): string {
    return (this.#note.get(sequence) as string | undefined) ?? '';
  }

  tags(sequence: number): readonly string[] {
    return this.#tags.all(sequence) as string[];
  }

  /** What of an artifact has words, as it was stored. null: there is none. */
  artifact(clipId: string, name: ArtifactName): unknown {
    const json = this.#selectArtifact(name).get(clipId) as string | undefined;
    return json === undefined ? null : (JSON.parse(json) as unknown);
  }

  #selectArtifact(name: ArtifactName): Statement {
    const known = this.#artifacts.get(name);
    if (known !== undefined) return known;
    const select = this.#connection
      .prepare(`SELECT ${excerpts[name] ?? 'data'} FROM artifacts WHERE clip_id = ? AND name = '${name}'`)
      .pluck();
    this.#artifacts.set(name, select);
    return select;
  }
}
