/**
 * What filters ask of clips beyond `cards`, taken out of the JSON of artifacts when it is indexed, so that nobody who searches has to wait until
 * that of the whole library is read. An artifact that cannot be read counts as one that is not there.
 */
import type { ArtifactName } from '../../../src-preload/contract/artifacts.ts';
import type { Connection, Statement } from '../connection.ts';
import type { IndexPart } from './search-index.repository.ts';

export type FactPart = Exclude<IndexPart, 'vectors'>;
/** 'flag': one that filters name; 'audio': codec of a track; others: labels, groups and names as stages gave them. */
export type ValueKind = 'flag' | 'sees' | 'hears' | 'sound-group' | 'audio' | 'lens';

/** Where values come from. */
interface ValueSource {
  readonly kind: ValueKind;
  /** null: any, by what `sql` gives. */
  readonly value: string | null;
  /** SELECT of one column, as a rule of the CTE `artifact (name, data)`, whose `data` is JSONB. What is no text is no value. */
  readonly sql: string;
}

interface PartSources {
  readonly artifacts: readonly ArtifactName[];
  readonly values: readonly ValueSource[];
  /** Column of `search_facts` -> SELECT of a number, as above. */
  readonly numbers: Readonly<Record<string, string>>;
}

const at = (path: string): string => `json_extract(data, '$.${path}')`;
const filled = (list: string): string => `json_array_length(data, '$.${list}') > 0`;
/** Of each object in a list, one of its fields: what is no object has none. */
const field = (name: string): string => `CASE item.type WHEN 'object' THEN item.value ->> '$.${name}' END`;
const ofList = (artifact: ArtifactName, list: string): string =>
  `FROM artifact JOIN json_each(data, '$.${list}') AS item WHERE name = '${artifact}'`;

const flag = (value: string, artifact: ArtifactName, test: string): ValueSource => ({
  ...{ kind: 'flag', value, sql: `SELECT '${value}' FROM artifact WHERE name = '${artifact}' AND ${test}` },
});
const listed = (kind: ValueKind, artifact: ArtifactName, list: string, name: string): ValueSource => ({
  ...{ kind, value: null, sql: `SELECT ${field(name)} ${ofList(artifact, list)}` },
});
const number = (artifact: ArtifactName, path: string): string =>
  `SELECT CASE WHEN json_type(data, '$.${path}') IN ('integer', 'real') THEN ${at(path)} END
   FROM artifact WHERE name = '${artifact}'`;

const filesPresent = `FROM files WHERE clip_id = @clipId AND state = 'present'`;
const persons = `${ofList('objects', 'labels')} AND ${field('label')} = 'person'`;

const sources: Readonly<Record<FactPart, PartSources>> = {
  facts: {
    artifacts: ['probe', 'probe-detail', 'exif', 'proxy', 'scenes'],
    values: [
      flag('silent', 'probe', `json_array_length(data, '$.audioTracks') = 0`),
      flag('sound', 'probe', filled('audioTracks')),
      flag('chapters', 'probe', filled('chapters')),
      flag('subtitles', 'probe', filled('subtitleTracks')),
      flag('timecode', 'probe', `COALESCE(${at('timecode')}, ${at('video.timecode')}) IS NOT NULL`),
      flag('timecode', 'probe-detail', `${at('timecode')} IS NOT NULL`),
      flag('vfr', 'probe', `${at('video.variableFrameRate')} = 1`),
      flag('vfr', 'probe-detail', `${at('variableFrameRate')} = 1`),
      flag('interlaced', 'probe', `${at('video.scanType')} = 'interlaced'`),
      flag('interlaced', 'probe-detail', `${at('scanType')} = 'interlaced'`),
      flag('gps', 'exif', `${at('latitude')} IS NOT NULL`),
      flag('proxy', 'proxy', '1'),
      flag('cuts', 'scenes', filled('cuts')),
      {
        kind: 'flag',
        value: 'duplicate',
        sql: `SELECT 'duplicate' ${filesPresent} GROUP BY clip_id HAVING COUNT(*) > 1`,
      },
      listed('audio', 'probe', 'audioTracks', 'codec'),
      { kind: 'lens', value: null, sql: `SELECT ${at('lens')} FROM artifact WHERE name = 'exif'` },
    ],
    numbers: { latitude: number('exif', 'latitude'), longitude: number('exif', 'longitude') },
  },
  said: {
    artifacts: ['transcript', 'speech-activity'],
    values: [
      // Somebody who speaks, or words that were made out.
      flag('speech', 'speech-activity', `${at('speechSec')} > 0`),
      flag('speech', 'transcript', filled('segments')),
      flag('transcript', 'transcript', filled('segments')),
    ],
    numbers: {},
  },
  read: {
    artifacts: ['on-screen-text'],
    values: [flag('text', 'on-screen-text', filled('spans'))],
    numbers: {},
  },
  sees: {
    artifacts: ['objects', 'faces', 'picture-features'],
    values: [
      flag('faces', 'faces', `${at('mostAtOnce')} > 0`),
      flag('people', 'faces', `${at('mostAtOnce')} > 0`),
      { kind: 'flag', value: 'people', sql: `SELECT 'people' ${persons}` },
      flag('objects', 'objects', filled('labels')),
      listed('sees', 'objects', 'labels', 'label'),
      listed('sees', 'picture-features', 'labels', 'label'),
    ],
    // Most at once: faces, or objects labelled "person", whichever are more. NULL where neither was looked for.
    numbers: {
      people: `SELECT MAX(CAST(most AS INTEGER)) FROM (SELECT ${at('mostAtOnce')} AS most FROM artifact WHERE name = 'faces'
        UNION ALL SELECT 0 FROM artifact WHERE name = 'objects'
        UNION ALL SELECT ${field('mostAtOnce')} ${persons})`,
    },
  },
  hears: {
    artifacts: ['sound-events'],
    values: [
      listed('hears', 'sound-events', 'labels', 'label'),
      listed('sound-group', 'sound-events', 'spans', 'group'),
    ],
    numbers: {},
  },
};

interface StoredValue {
  readonly kind: ValueKind;
  readonly value: string;
}

/** For filters: whether the clip of a row of `cards` has a value. `test` is on a row of `search_values`. */
export function hasValue(kind: ValueKind, test = '1'): string {
  return `sequence IN (SELECT sequence FROM search_clip_values
    WHERE value_id IN (SELECT id FROM search_values WHERE kind = '${kind}' AND ${test}))`;
}

/** Of more clips it is quicker to go through all that have a value than through the values of each. */
const manyClips = 10_000;
const waysToCount = `CASE WHEN COUNT(*) <= ${String(manyClips)} THEN 'by-clip'
  WHEN COUNT(*) < (SELECT COUNT(*) FROM cards) THEN 'by-value' ELSE 'all' END`;

/** For filters: values of a kind and how many of the clips that are in the subquery `among`, each once, have each; then its limit. */
export function valuesAmong(kind: ValueKind, among: string): string {
  const ofKind = `SELECT id FROM search_values WHERE kind = '${kind}'`;
  const isWay = (way: string): string => `(SELECT way FROM counting) = '${way}'`;
  // CROSS JOIN keeps the order of tables, a plus keeps from using an index (sqlite.org/optoverview.html).
  return `WITH among (clip) AS MATERIALIZED (${among}), counting (way) AS MATERIALIZED (SELECT ${waysToCount} FROM among),
    counted (id, clips) AS (
      SELECT value_id, COUNT(*) FROM among CROSS JOIN search_clip_values ON sequence = clip
      WHERE ${isWay('by-clip')} AND +value_id IN (${ofKind}) GROUP BY value_id
      UNION ALL
      SELECT id, COUNT(*) FROM (${ofKind}) CROSS JOIN search_clip_values ON value_id = id
      WHERE ${isWay('by-value')} AND +sequence IN (SELECT clip FROM among) GROUP BY id
      UNION ALL
      SELECT id, clips FROM search_values WHERE ${isWay('all')} AND kind = '${kind}' AND clips > 0)
    SELECT value, counted.clips FROM counted JOIN search_values USING (id) ORDER BY counted.clips DESC, value LIMIT ?`;
}

/** The same of all clips, which is known without looking at any. */
export function valuesOfAll(kind: ValueKind): string {
  return `SELECT value, clips FROM search_values WHERE kind = '${kind}' AND clips > 0 ORDER BY clips DESC, value LIMIT ?`;
}

export class SearchFactsRepository {
  readonly #connection: Connection;
  readonly #read = new Map<FactPart, Statement>();
  readonly #putNumbers = new Map<FactPart, Statement>();
  readonly #stored;
  readonly #addValue;
  readonly #add;
  readonly #remove;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#stored = connection.prepare(
      `SELECT id, kind, value FROM search_clip_values JOIN search_values ON id = value_id WHERE sequence = ?`,
    );
    this.#addValue = connection.prepare(
      `INSERT INTO search_values (kind, value, folded) VALUES (@kind, @value, fold_text(@value)) ON CONFLICT DO NOTHING`,
    );
    this.#add = connection.prepare(
      `INSERT INTO search_clip_values (value_id, sequence)
       SELECT id, @sequence FROM search_values WHERE kind = @kind AND value = @value`,
    );
    this.#remove = connection.prepare(`DELETE FROM search_clip_values WHERE value_id = ? AND sequence = ?`);
  }

  /** What these parts tell of the clip becomes what its artifacts say. Writes only what differs. */
  put(sequence: number, clipId: string, parts: readonly FactPart[]): void {
    const found = parts.flatMap((part) => this.#valuesOf(clipId, part));
    const wanted = new Map(found.map((each) => [`${each.kind} ${each.value}`, each]));
    for (const { id, kind, value } of this.#stored.all(sequence) as (StoredValue & {
      readonly id: number;
    })[]) {
      const isThere = wanted.delete(`${kind} ${value}`);
      if (!isThere && parts.some((part) => isOf(part, { kind, value }))) this.#remove.run(id, sequence);
    }
    for (const each of wanted.values()) {
      this.#addValue.run(each);
      this.#add.run({ ...each, sequence });
    }
    for (const part of parts) this.#numbersOf(part)?.run({ sequence, clipId });
  }

  #valuesOf(clipId: string, part: FactPart): StoredValue[] {
    const { values } = sources[part];
    const read = prepared(this.#read, part, () => {
      const each = values.map(({ kind, sql }) => `SELECT '${kind}' AS kind, * FROM (${sql})`);
      const named = `WITH ${artifactsOf(part)}, found (kind, value) AS (${each.join(' UNION ALL ')})`;
      return this.#connection.prepare(
        `${named} SELECT DISTINCT kind, value FROM found WHERE typeof(value) = 'text' AND value <> ''`,
      );
    });
    return read.all({ clipId }) as StoredValue[];
  }

  #numbersOf(part: FactPart): Statement | null {
    const numbers = Object.entries(sources[part].numbers);
    if (numbers.length === 0) return null;
    const columns = numbers.map(([column]) => column);
    return prepared(this.#putNumbers, part, () =>
      this.#connection.prepare(
        `WITH ${artifactsOf(part)} INSERT INTO search_facts (sequence, ${columns.join(', ')})
         SELECT @sequence, ${numbers.map(([, sql]) => `(${sql})`).join(', ')} WHERE true
         ON CONFLICT DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
         WHERE ${columns.map((column) => `search_facts.${column} IS NOT excluded.${column}`).join(' OR ')}`,
      ),
    );
  }
}

function artifactsOf(part: FactPart): string {
  const names = sources[part].artifacts.map((name) => `'${name}'`).join(', ');
  return `artifact (name, data) AS MATERIALIZED (
    SELECT name, jsonb(data) FROM artifacts WHERE clip_id = @clipId AND name IN (${names}) AND json_valid(data))`;
}

function isOf(part: FactPart, stored: StoredValue): boolean {
  return sources[part].values.some(
    ({ kind, value }) => kind === stored.kind && (value === null || value === stored.value),
  );
}

function prepared(known: Map<FactPart, Statement>, part: FactPart, prepare: () => Statement): Statement {
  const found = known.get(part) ?? prepare();
  known.set(part, found);
  return found;
}
