/**
 * Full text of clips and of their moments.
 *
 * `search_documents` has one row a clip: what it is known by in words, one column for each field. `search_moments` has what has a place in
 * time; an `id` is the clip's sequence, its lane (two bits, in the order of `momentLanes`) and a number, so that the moments of a clip, and those of one
 * of its lanes, are one range of ids. Both hold text that is fit for `unicode61`; the FTS5 tables over them keep no text of their own
 * (sqlite.org/fts5.html, 4.4.3: external content tables), and triggers keep them in step.
 *
 * What filters ask of a clip beyond `cards`: `search_facts` has numbers, `search_clip_values` which of `search_values` it has, by kinds; both as the
 * clip's artifacts were when it was indexed. Triggers count the clips of a value.
 *
 * `search_stale` says of which clips which part of the index does not follow what is known: triggers write it, the indexer clears
 * it. 'now': changed in this transaction; 'later': left for when there is time. One small row for each change is all that an ingest pays here.
 */

const fields = ['name', 'folder', 'metadata', 'tags', 'note', 'said', 'read', 'sees', 'hears', 'summary'];
const tokenizer = `tokenize = "porter unicode61 remove_diacritics 2"`;

const tables = `
CREATE TABLE search_documents (
  sequence INTEGER PRIMARY KEY REFERENCES clips (sequence) ON DELETE CASCADE,
${fields.map((field) => `  ${field} TEXT NOT NULL DEFAULT ''`).join(',\n')}
) STRICT;

CREATE VIRTUAL TABLE search_clips USING fts5 (
  ${fields.join(', ')},
  content = 'search_documents', content_rowid = 'sequence', ${tokenizer}, prefix = '2 3'
);
CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab (search_clips, row);
CREATE VIRTUAL TABLE search_terms USING fts5vocab (search_clips, instance);

CREATE TABLE search_moments (
  id INTEGER PRIMARY KEY,
  lane TEXT NOT NULL,
  start_sec REAL NOT NULL,
  end_sec REAL,
  text TEXT NOT NULL,
  word_times TEXT
) STRICT;

CREATE VIRTUAL TABLE search_moments_fts USING fts5 (
  text, content = 'search_moments', content_rowid = 'id', ${tokenizer}, prefix = '2 3'
);

CREATE TABLE search_facts (
  sequence INTEGER PRIMARY KEY REFERENCES clips (sequence) ON DELETE CASCADE,
  latitude REAL,
  longitude REAL,
  people INTEGER
) STRICT;
CREATE INDEX search_facts_by_latitude ON search_facts (latitude, longitude) WHERE latitude IS NOT NULL;
CREATE INDEX search_facts_by_people ON search_facts (people) WHERE people IS NOT NULL;

CREATE TABLE search_values (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  folded TEXT NOT NULL,
  clips INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, value)
) STRICT;

CREATE TABLE search_clip_values (
  value_id INTEGER NOT NULL REFERENCES search_values (id),
  sequence INTEGER NOT NULL REFERENCES clips (sequence) ON DELETE CASCADE,
  PRIMARY KEY (value_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_clip_values_by_clip ON search_clip_values (sequence);
CREATE TRIGGER search_clip_values_added AFTER INSERT ON search_clip_values BEGIN
  UPDATE search_values SET clips = clips + 1 WHERE id = NEW.value_id;
END;
CREATE TRIGGER search_clip_values_removed AFTER DELETE ON search_clip_values BEGIN
  UPDATE search_values SET clips = clips - 1 WHERE id = OLD.value_id;
END;

CREATE INDEX cards_by_camera ON cards (camera);
CREATE INDEX cards_by_codec ON cards (codec);
CREATE INDEX cards_by_resolution ON cards (resolution);

-- What is removed is overwritten where it stands, not only marked until segments are merged.
INSERT INTO search_clips (search_clips, rank) VALUES ('secure-delete', 1);
INSERT INTO search_moments_fts (search_moments_fts, rank) VALUES ('secure-delete', 1);

CREATE TABLE search_stale (
  sequence INTEGER NOT NULL REFERENCES clips (sequence) ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('facts', 'said', 'read', 'sees', 'hears', 'vectors')),
  due TEXT NOT NULL CHECK (due IN ('now', 'later')),
  PRIMARY KEY (sequence, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_stale_now ON search_stale (sequence, part) WHERE due = 'now';
`;

/** Keeps an FTS5 table in step with the table that has its text. */
function followed(index: string, table: string, id: string, columns: readonly string[]): string {
  const list = columns.join(', ');
  const values = (row: 'OLD' | 'NEW'): string => [id, ...columns].map((name) => `${row}.${name}`).join(', ');
  const put = `INSERT INTO ${index} (rowid, ${list}) VALUES (${values('NEW')});`;
  const remove = `INSERT INTO ${index} (${index}, rowid, ${list}) VALUES ('delete', ${values('OLD')});`;
  return `
CREATE TRIGGER ${table}_added AFTER INSERT ON ${table} BEGIN
  ${put}
END;
CREATE TRIGGER ${table}_changed AFTER UPDATE ON ${table} BEGIN
  ${remove}
  ${put}
END;
CREATE TRIGGER ${table}_removed AFTER DELETE ON ${table} BEGIN
  ${remove}
END;`;
}

/** Which parts are made from which artifacts. Picture features are in two. */
const partOfArtifacts: readonly (readonly [part: string, names: readonly string[]])[] = [
  ['facts', ['probe', 'probe-detail', 'exif', 'description', 'focal-length', 'proxy', 'scenes']],
  ['said', ['transcript', 'speech-activity']],
  ['read', ['on-screen-text']],
  ['sees', ['objects', 'faces', 'people', 'emotions', 'hands', 'pose', 'picture-features']],
  ['hears', ['sound-events']],
  ['vectors', ['picture-features', 'text-embeddings']],
];

/** `clips`: a SELECT of their sequences, with a WHERE (without it, ON would be read as a join's). */
const markStale = (clips: string, part: string): string => `
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, '${part}', 'now' FROM (${clips}) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';`;

const clipOf = (row: 'OLD' | 'NEW'): string => `SELECT sequence FROM clips WHERE id = ${row}.clip_id`;

interface StaleTrigger {
  readonly name: string;
  readonly on: string;
  readonly when?: string;
  readonly clips: string;
  readonly part: string;
}

const staleTrigger = ({ name, on, when, clips, part }: StaleTrigger): string => `
CREATE TRIGGER search_${name} AFTER ${on}${when === undefined ? '' : ` WHEN ${when}`} BEGIN${markStale(clips, part)}
END;`;

const artifactTriggers = partOfArtifacts.flatMap(([part, names]): StaleTrigger[] => {
  const among = (row: 'OLD' | 'NEW'): string =>
    `${row}.name IN (${names.map((name) => `'${name}'`).join(', ')})`;
  const one = (name: string, on: string, row: 'OLD' | 'NEW'): StaleTrigger => ({
    ...{ name: `${part}_${name}`, on: `${on} ON artifacts`, when: among(row), clips: clipOf(row), part },
  });
  return [
    one('added', 'INSERT', 'NEW'),
    one('changed', 'UPDATE OF data', 'NEW'),
    one('removed', 'DELETE', 'OLD'),
  ];
});

const ofTag = (row: 'OLD' | 'NEW'): string => `SELECT ${row}.clip_sequence AS sequence`;
const notNull = (row: 'OLD' | 'NEW'): string => `${row}.clip_id IS NOT NULL`;

/** As in `cards`: a clip goes by its files that are there. */
const fileTriggers: readonly StaleTrigger[] = [
  { name: 'file_added', on: 'INSERT ON files', when: notNull('NEW'), clips: clipOf('NEW'), part: 'facts' },
  { name: 'file_removed', on: 'DELETE ON files', when: notNull('OLD'), clips: clipOf('OLD'), part: 'facts' },
  {
    name: 'file_changed',
    on: 'UPDATE OF name, clip_id, folder_id, state ON files',
    when: `NEW.clip_id IS NOT NULL AND (OLD.name <> NEW.name OR OLD.clip_id IS NOT NEW.clip_id
  OR OLD.folder_id IS NOT NEW.folder_id OR (OLD.state = 'present') <> (NEW.state = 'present'))`,
    ...{ clips: clipOf('NEW'), part: 'facts' },
  },
  {
    name: 'file_left',
    on: 'UPDATE OF clip_id ON files',
    when: 'OLD.clip_id IS NOT NULL AND OLD.clip_id IS NOT NEW.clip_id',
    ...{ clips: clipOf('OLD'), part: 'facts' },
  },
  {
    name: 'volume_changed',
    on: 'UPDATE OF label ON volumes',
    when: 'OLD.label IS NOT NEW.label',
    clips:
      'SELECT DISTINCT c.sequence FROM files f JOIN clips c ON c.id = f.clip_id WHERE f.volume_id = NEW.id',
    part: 'facts',
  },
];

const personTriggers: readonly StaleTrigger[] = [
  { name: 'clip_added', on: 'INSERT ON clips', clips: 'SELECT NEW.sequence AS sequence', part: 'facts' },
  {
    name: 'note_added',
    on: 'INSERT ON annotations',
    when: `NEW.note <> ''`,
    ...{ clips: ofTag('NEW'), part: 'facts' },
  },
  {
    name: 'note_changed',
    on: 'UPDATE OF note ON annotations',
    when: 'OLD.note <> NEW.note',
    ...{ clips: ofTag('NEW'), part: 'facts' },
  },
  {
    name: 'note_removed',
    on: 'DELETE ON annotations',
    when: `OLD.note <> ''`,
    clips: 'SELECT sequence FROM clips WHERE sequence = OLD.clip_sequence',
    part: 'facts',
  },
  { name: 'tag_added', on: 'INSERT ON clip_tags', clips: ofTag('NEW'), part: 'facts' },
  {
    name: 'tag_removed',
    on: 'DELETE ON clip_tags',
    clips: 'SELECT sequence FROM clips WHERE sequence = OLD.clip_sequence',
    part: 'facts',
  },
  {
    name: 'tag_renamed',
    on: 'UPDATE OF name ON tags',
    when: 'OLD.name <> NEW.name',
    clips: 'SELECT clip_sequence AS sequence FROM clip_tags WHERE tag_id = NEW.id',
    part: 'facts',
  },
  { name: 'word_edited', on: 'INSERT ON word_edits', clips: clipOf('NEW'), part: 'said' },
  { name: 'word_edit_changed', on: 'UPDATE ON word_edits', clips: clipOf('NEW'), part: 'said' },
  { name: 'word_edit_removed', on: 'DELETE ON word_edits', clips: clipOf('OLD'), part: 'said' },
];

const stale = [...artifactTriggers, ...fileTriggers, ...personTriggers].map(staleTrigger).join('');

/** 1048576 ids a clip. */
const removal = `
CREATE TRIGGER search_clip_removed AFTER DELETE ON clips BEGIN
  DELETE FROM search_moments WHERE id BETWEEN OLD.sequence * 1048576 AND OLD.sequence * 1048576 + 1048575;
END;`;

const everything = `
INSERT INTO search_stale (sequence, part, due)
SELECT sequence, value, 'later' FROM clips CROSS JOIN json_each('["facts", "said", "read", "sees", "hears", "vectors"]');
`;

export const sql =
  tables +
  followed('search_clips', 'search_documents', 'sequence', fields) +
  followed('search_moments_fts', 'search_moments', 'id', ['text']) +
  stale +
  removal +
  everything;
