/**
 * What windows show of clips and choose them by.
 *
 * `annotations`, `tags` and `clip_tags` are what people said of content; nothing but people changes them.
 *
 * `cards` and `card_folders` repeat what other tables say in a form that can be sorted, filtered and counted without
 * reading JSON: one row a clip, and one for each folder that it is in. The views `card_facts` and `card_places` say what
 * their rows have to be; triggers copy from there whatever a change touches. Nobody else writes them.
 *
 * A clip is in the folders of its files that are there; of one without such a file, in those where it was. `shared`: it is in
 * several folders. `state` is the first of quarantined, missing, failed, working, blocked and ready that holds.
 * `taken_sec` is the wall-clock time of the place of recording, counted as if it were UTC. `hdr` is NULL as long as
 * nothing is known of the picture.
 */
import { foldText, naturalSortKey } from '../../platform/text-folding.ts';

/** What stands before the last "/" of a path in bytes. */
const folderOf = (path: string): string => `(
    WITH RECURSIVE slashes (at) AS (
      SELECT 0 UNION ALL
      SELECT at + instr(substr(${path}, at + 1), x'2f') FROM slashes WHERE instr(substr(${path}, at + 1), x'2f') > 0)
    SELECT substr(${path}, 1, MAX(MAX(at) - 1, 0)) FROM slashes)`;

const tables = `
CREATE TABLE annotations (
  clip_sequence INTEGER PRIMARY KEY REFERENCES clips (sequence),
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  note TEXT NOT NULL DEFAULT '',
  folded_note TEXT NOT NULL DEFAULT '',
  opened_ms INTEGER,
  changed_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  folded_name TEXT NOT NULL
) STRICT;

CREATE TABLE clip_tags (
  tag_id INTEGER NOT NULL REFERENCES tags (id),
  clip_sequence INTEGER NOT NULL REFERENCES clips (sequence),
  PRIMARY KEY (tag_id, clip_sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX clip_tags_by_clip ON clip_tags (clip_sequence);

CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  volume_id INTEGER NOT NULL REFERENCES volumes (id),
  path BLOB NOT NULL,
  UNIQUE (volume_id, path)
) STRICT;

ALTER TABLE files ADD COLUMN folder_id INTEGER REFERENCES folders (id);
ALTER TABLE files ADD COLUMN folded_name TEXT;
ALTER TABLE files ADD COLUMN sort_name TEXT;

CREATE TABLE cards (
  sequence INTEGER PRIMARY KEY REFERENCES clips (sequence) ON DELETE CASCADE,
  file_id INTEGER,
  folded_name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  state TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  duration_sec REAL,
  width INTEGER,
  height INTEGER,
  frames_per_second REAL,
  codec TEXT,
  container_name TEXT,
  hdr TEXT,
  camera TEXT,
  taken TEXT,
  taken_sec INTEGER,
  rating INTEGER,
  opened_ms INTEGER,
  pixels INTEGER GENERATED ALWAYS AS (NULLIF(width * height, 0)) VIRTUAL,
  resolution TEXT GENERATED ALWAYS AS (CASE
    WHEN COALESCE(width * height, 0) = 0 THEN 'unknown'
    WHEN MAX(width, height) >= 7680 OR MIN(width, height) >= 4320 THEN '8k'
    WHEN MAX(width, height) >= 3840 OR MIN(width, height) >= 2160 THEN '4k'
    WHEN MAX(width, height) >= 2560 OR MIN(width, height) >= 1440 THEN '1440p'
    WHEN MAX(width, height) >= 1920 OR MIN(width, height) >= 1080 THEN '1080p'
    WHEN MAX(width, height) >= 1280 OR MIN(width, height) >= 720 THEN '720p'
    ELSE 'sd' END) VIRTUAL,
  duration_class TEXT GENERATED ALWAYS AS (CASE
    WHEN duration_sec IS NULL THEN 'unknown'
    WHEN duration_sec < 10 THEN 'under-10s'
    WHEN duration_sec < 60 THEN 'under-1m'
    WHEN duration_sec < 600 THEN 'under-10m'
    WHEN duration_sec < 3600 THEN 'under-1h'
    ELSE 'longer' END) VIRTUAL,
  is_new INTEGER GENERATED ALWAYS AS (opened_ms IS NULL) VIRTUAL
) STRICT;

CREATE TABLE card_folders (
  folder_id INTEGER NOT NULL REFERENCES folders (id),
  sequence INTEGER NOT NULL REFERENCES cards (sequence) ON DELETE CASCADE,
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  PRIMARY KEY (folder_id, sequence)
) STRICT, WITHOUT ROWID;
`;

const views = `
CREATE VIEW card_facts AS
SELECT c.sequence, f.id AS file_id,
  COALESCE(f.folded_name, lower(f.name), c.id) AS folded_name,
  COALESCE(f.sort_name, lower(f.name), c.id) AS sort_name,
  CASE
    WHEN c.quarantined_ms IS NOT NULL THEN 'quarantined'
    WHEN NOT EXISTS (SELECT 1 FROM files WHERE clip_id = c.id AND state = 'present') THEN 'missing'
    WHEN EXISTS (SELECT 1 FROM jobs WHERE clip_id = c.id AND state = 'failed') THEN 'failed'
    WHEN EXISTS (SELECT 1 FROM jobs WHERE clip_id = c.id AND state IN ('waiting', 'running')) THEN 'working'
    WHEN EXISTS (SELECT 1 FROM jobs WHERE clip_id = c.id AND state = 'blocked') THEN 'blocked'
    ELSE 'ready' END AS state,
  c.size_bytes,
  CAST(COALESCE(
    MAX(json_extract(p.data, '$.durationSec'), json_extract(d.data, '$.durationSec')),
    json_extract(p.data, '$.durationSec'), json_extract(d.data, '$.durationSec')) AS REAL) AS duration_sec,
  CAST(json_extract(p.data, '$.video.displayWidth') AS INTEGER) AS width,
  CAST(json_extract(p.data, '$.video.displayHeight') AS INTEGER) AS height,
  CAST(json_extract(p.data, '$.video.framesPerSecond') AS REAL) AS frames_per_second,
  CAST(json_extract(p.data, '$.video.codec') AS TEXT) AS codec,
  CAST(json_extract(p.data, '$.containerName') AS TEXT) AS container_name,
  CAST(COALESCE(json_extract(d.data, '$.hdr.format'), json_extract(p.data, '$.video.hdr.format'),
    CASE WHEN p.data IS NOT NULL THEN 'SDR' END) AS TEXT) AS hdr,
  CASE
    WHEN instr(lower(json_extract(e.data, '$.model')), lower(json_extract(e.data, '$.make'))) = 1
      THEN CAST(json_extract(e.data, '$.model') AS TEXT)
    ELSE NULLIF(TRIM(COALESCE(json_extract(e.data, '$.make'), '') || ' ' || COALESCE(json_extract(e.data, '$.model'), '')), '')
    END AS camera,
  CAST(json_extract(e.data, '$.taken') AS TEXT) AS taken,
  unixepoch(substr(json_extract(e.data, '$.taken'), 1, 19)) AS taken_sec,
  a.rating, a.opened_ms
FROM clips c
  LEFT JOIN files f ON f.id = (
    SELECT id FROM files WHERE clip_id = c.id ORDER BY state <> 'present', first_seen_ms, id LIMIT 1)
  LEFT JOIN artifacts p ON p.clip_id = c.id AND p.name = 'probe' AND json_valid(p.data)
  LEFT JOIN artifacts d ON d.clip_id = c.id AND d.name = 'probe-detail' AND json_valid(d.data)
  LEFT JOIN artifacts e ON e.clip_id = c.id AND e.name = 'exif' AND json_valid(e.data)
  LEFT JOIN annotations a ON a.clip_sequence = c.sequence;

CREATE VIEW card_places AS
SELECT f.folder_id, c.sequence, f.state = 'present' AS present,
  EXISTS (
    SELECT 1 FROM files o
    WHERE o.clip_id = c.id AND o.folder_id <> f.folder_id AND (o.state = 'present') = (f.state = 'present')) AS shared
FROM clips c JOIN files f ON f.clip_id = c.id
WHERE f.folder_id IS NOT NULL AND (f.state = 'present'
  OR NOT EXISTS (SELECT 1 FROM files o WHERE o.clip_id = c.id AND o.state = 'present'));
`;

const columns = `sequence, file_id, folded_name, sort_name, state, size_bytes, duration_sec, width, height,
  frames_per_second, codec, container_name, hdr, camera, taken, taken_sec, rating, opened_ms`;

const fill = `
UPDATE files SET folded_name = fold_text(name), sort_name = natural_sort_key(name);
INSERT INTO folders (volume_id, path) SELECT DISTINCT volume_id, ${folderOf('files.relative_path')} FROM files;
UPDATE files SET folder_id = (
  SELECT id FROM folders WHERE volume_id = files.volume_id AND path = ${folderOf('files.relative_path')});
INSERT INTO cards (${columns}) SELECT ${columns} FROM card_facts ORDER BY sequence;
INSERT INTO card_folders (folder_id, sequence, present, shared)
SELECT DISTINCT folder_id, sequence, present, shared FROM card_places ORDER BY folder_id, sequence;
`;

/** One for each direction: equal ones are in the order of adding in both, and what is not known is last in both. */
const sortIndexes = `
CREATE INDEX cards_by_name ON cards (sort_name);
CREATE INDEX cards_by_name_down ON cards (sort_name DESC);
CREATE INDEX cards_by_size ON cards (size_bytes);
CREATE INDEX cards_by_size_down ON cards (size_bytes DESC);
CREATE INDEX cards_by_taken ON cards (taken_sec IS NULL, taken_sec);
CREATE INDEX cards_by_taken_down ON cards (taken_sec DESC);
CREATE INDEX cards_by_duration ON cards (duration_sec IS NULL, duration_sec);
CREATE INDEX cards_by_duration_down ON cards (duration_sec DESC);
CREATE INDEX cards_by_pixels ON cards (pixels IS NULL, pixels);
CREATE INDEX cards_by_pixels_down ON cards (pixels DESC);
CREATE INDEX cards_by_rating ON cards (rating IS NULL, rating);
CREATE INDEX cards_by_rating_down ON cards (rating DESC);
`;

const otherIndexes = `
CREATE INDEX cards_by_facets ON cards (state, resolution, codec, hdr, camera, duration_class, rating, is_new);
CREATE INDEX annotations_with_note ON annotations (clip_sequence) WHERE note <> '';
CREATE INDEX card_folders_by_card ON card_folders (sequence);
CREATE INDEX card_folders_shared ON card_folders (sequence, folder_id) WHERE shared = 1;
`;

const sequenceOf = (clipId: string): string => `(SELECT sequence FROM clips WHERE id = ${clipId})`;

const copy = (copied: string, where: string): string =>
  `UPDATE cards SET (${copied}) = (SELECT ${copied} FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE ${where};`;

const refreshFiles = (clipId: string): string => `
  DELETE FROM card_folders WHERE sequence = ${sequenceOf(clipId)};
  INSERT INTO card_folders (folder_id, sequence, present, shared)
  SELECT folder_id, sequence, present, shared FROM card_places WHERE sequence = ${sequenceOf(clipId)}
  ON CONFLICT DO NOTHING;
  ${copy('file_id, folded_name, sort_name, state', `sequence = ${sequenceOf(clipId)}`)}`;

/** Most files are in a folder that is known. */
const setFolder = `UPDATE files SET folder_id = (
    SELECT id FROM folders WHERE volume_id = NEW.volume_id AND path = ${folderOf('NEW.relative_path')})
  WHERE id = NEW.id AND folder_id IS NULL;`;

const fileTriggers = `
CREATE TRIGGER cards_file_added AFTER INSERT ON files BEGIN
  ${setFolder}
  INSERT INTO folders (volume_id, path) SELECT NEW.volume_id, ${folderOf('NEW.relative_path')}
  FROM files WHERE id = NEW.id AND folder_id IS NULL;
  ${setFolder}${refreshFiles('NEW.clip_id')}
END;
CREATE TRIGGER cards_file_changed AFTER UPDATE OF clip_id, state, name, folded_name, sort_name ON files
WHEN OLD.clip_id IS NOT NEW.clip_id OR OLD.state <> NEW.state OR OLD.name <> NEW.name
  OR OLD.folded_name IS NOT NEW.folded_name OR OLD.sort_name IS NOT NEW.sort_name BEGIN${refreshFiles('NEW.clip_id')}
END;
CREATE TRIGGER cards_file_left AFTER UPDATE OF clip_id ON files WHEN OLD.clip_id IS NOT NEW.clip_id BEGIN${refreshFiles('OLD.clip_id')}
END;
CREATE TRIGGER cards_file_removed AFTER DELETE ON files BEGIN${refreshFiles('OLD.clip_id')}
END;
`;

const clipTriggers = `
CREATE TRIGGER cards_clip_added AFTER INSERT ON clips BEGIN
  INSERT INTO cards (sequence, folded_name, sort_name, state, size_bytes)
  VALUES (NEW.sequence, NEW.id, NEW.id, CASE WHEN NEW.quarantined_ms IS NULL THEN 'missing' ELSE 'quarantined' END,
    NEW.size_bytes);
END;
CREATE TRIGGER cards_clip_changed AFTER UPDATE OF quarantined_ms, size_bytes ON clips
WHEN (OLD.quarantined_ms IS NULL) <> (NEW.quarantined_ms IS NULL) OR OLD.size_bytes <> NEW.size_bytes BEGIN
  ${copy('state, size_bytes', 'sequence = NEW.sequence')}
END;
`;

const isOpen = (state: string): string => `${state} IN ('waiting', 'running')`;

/** Jobs change many times as often as the state of their clip: it is only looked at where it may not hold any more. */
const afterGain = `(NEW.state = 'failed' AND state IN ('working', 'blocked', 'ready')
    OR ${isOpen('NEW.state')} AND state IN ('blocked', 'ready')
    OR NEW.state = 'blocked' AND state = 'ready')`;
const afterLoss = `(OLD.state = 'failed' AND state = 'failed'
    OR ${isOpen('OLD.state')} AND state = 'working'
      AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.clip_id = OLD.clip_id AND ${isOpen('j.state')})
    OR OLD.state = 'blocked' AND state = 'blocked')`;

const jobTriggers = `
CREATE TRIGGER cards_job_added AFTER INSERT ON jobs BEGIN
  ${copy('state', `sequence = ${sequenceOf('NEW.clip_id')} AND ${afterGain}`)}
END;
CREATE TRIGGER cards_job_changed AFTER UPDATE OF state ON jobs
WHEN OLD.state <> NEW.state AND NOT (${isOpen('OLD.state')} AND ${isOpen('NEW.state')}) BEGIN
  ${copy('state', `sequence = ${sequenceOf('NEW.clip_id')} AND (${afterGain} OR ${afterLoss})`)}
END;
CREATE TRIGGER cards_job_removed AFTER DELETE ON jobs BEGIN
  ${copy('state', `sequence = ${sequenceOf('OLD.clip_id')} AND ${afterLoss}`)}
END;
`;

const copiedArtifacts = {
  probe: 'duration_sec, width, height, frames_per_second, codec, container_name, hdr',
  'probe-detail': 'duration_sec, hdr',
  exif: 'camera, taken, taken_sec',
} as const;

const artifactTriggers = Object.entries(copiedArtifacts)
  .map(([name, copied]) => {
    const trigger = (event: string, row: 'NEW' | 'OLD'): string => `
CREATE TRIGGER "cards_${name}_${event === 'INSERT' ? 'added' : event === 'DELETE' ? 'removed' : 'changed'}"
AFTER ${event} ON artifacts WHEN ${row}.name = '${name}' BEGIN
  ${copy(copied, `sequence = ${sequenceOf(`${row}.clip_id`)}`)}
END;`;
    return trigger('INSERT', 'NEW') + trigger('UPDATE OF data', 'NEW') + trigger('DELETE', 'OLD');
  })
  .join('');

const refreshAnnotation = (row: 'NEW' | 'OLD'): string => `BEGIN
  ${copy('rating, opened_ms', `sequence = ${row}.clip_sequence`)}
END;`;

const annotationTriggers = `
CREATE TRIGGER cards_annotation_added AFTER INSERT ON annotations ${refreshAnnotation('NEW')}
CREATE TRIGGER cards_annotation_changed AFTER UPDATE OF rating, opened_ms ON annotations ${refreshAnnotation('NEW')}
CREATE TRIGGER cards_annotation_removed AFTER DELETE ON annotations ${refreshAnnotation('OLD')}
`;

/** That the SQL calls. SQLite's own `lower` knows no letters but ASCII's. */
export const functions = { fold_text: foldText, natural_sort_key: naturalSortKey };

export const sql = [
  ...[tables, views, fill, sortIndexes, otherIndexes],
  ...[fileTriggers, clipTriggers, jobTriggers, artifactTriggers, annotationTriggers],
].join('');
