CREATE TABLE annotations (
  clip_sequence INTEGER PRIMARY KEY REFERENCES clips (sequence),
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  note TEXT NOT NULL DEFAULT '',
  folded_note TEXT NOT NULL DEFAULT '',
  opened_ms INTEGER,
  changed_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX annotations_with_note ON annotations (clip_sequence) WHERE note <> '';

CREATE TABLE artifacts (
  clip_id TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  stage TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (id),
  data TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  UNIQUE (clip_id, name)
) STRICT;

CREATE INDEX artifacts_fingerprints ON artifacts (clip_id) WHERE name = 'fingerprint';

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

CREATE TABLE card_folders (
  folder_id INTEGER NOT NULL REFERENCES folders (id),
  sequence INTEGER NOT NULL REFERENCES cards (sequence) ON DELETE CASCADE,
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  PRIMARY KEY (folder_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX card_folders_by_card ON card_folders (sequence);

CREATE INDEX card_folders_shared ON card_folders (sequence, folder_id) WHERE shared = 1;

CREATE VIEW card_places AS
SELECT f.folder_id, c.sequence, f.state = 'present' AS present,
  EXISTS (
    SELECT 1 FROM files o
    WHERE o.clip_id = c.id AND o.folder_id <> f.folder_id AND (o.state = 'present') = (f.state = 'present')) AS shared
FROM clips c JOIN files f ON f.clip_id = c.id
WHERE f.folder_id IS NOT NULL AND (f.state = 'present'
  OR NOT EXISTS (SELECT 1 FROM files o WHERE o.clip_id = c.id AND o.state = 'present'));

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

CREATE TRIGGER cards_annotation_added AFTER INSERT ON annotations BEGIN
  UPDATE cards SET (rating, opened_ms) = (SELECT rating, opened_ms FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = NEW.clip_sequence;
END;

CREATE TRIGGER cards_annotation_changed AFTER UPDATE OF rating, opened_ms ON annotations BEGIN
  UPDATE cards SET (rating, opened_ms) = (SELECT rating, opened_ms FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = NEW.clip_sequence;
END;

CREATE TRIGGER cards_annotation_removed AFTER DELETE ON annotations BEGIN
  UPDATE cards SET (rating, opened_ms) = (SELECT rating, opened_ms FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = OLD.clip_sequence;
END;

CREATE INDEX cards_by_camera ON cards (camera);

CREATE INDEX cards_by_codec ON cards (codec);

CREATE INDEX cards_by_duration ON cards (duration_sec IS NULL, duration_sec);

CREATE INDEX cards_by_duration_down ON cards (duration_sec DESC);

CREATE INDEX cards_by_facets ON cards (state, resolution, codec, hdr, camera, duration_class, rating, is_new);

CREATE INDEX cards_by_name ON cards (sort_name);

CREATE INDEX cards_by_name_down ON cards (sort_name DESC);

CREATE INDEX cards_by_pixels ON cards (pixels IS NULL, pixels);

CREATE INDEX cards_by_pixels_down ON cards (pixels DESC);

CREATE INDEX cards_by_rating ON cards (rating IS NULL, rating);

CREATE INDEX cards_by_rating_down ON cards (rating DESC);

CREATE INDEX cards_by_resolution ON cards (resolution);

CREATE INDEX cards_by_size ON cards (size_bytes);

CREATE INDEX cards_by_size_down ON cards (size_bytes DESC);

CREATE INDEX cards_by_taken ON cards (taken_sec IS NULL, taken_sec);

CREATE INDEX cards_by_taken_down ON cards (taken_sec DESC);

CREATE TRIGGER cards_clip_added AFTER INSERT ON clips BEGIN
  INSERT INTO cards (sequence, folded_name, sort_name, state, size_bytes)
  VALUES (NEW.sequence, NEW.id, NEW.id, CASE WHEN NEW.quarantined_ms IS NULL THEN 'missing' ELSE 'quarantined' END,
    NEW.size_bytes);
END;

CREATE TRIGGER cards_clip_changed AFTER UPDATE OF quarantined_ms, size_bytes ON clips
WHEN (OLD.quarantined_ms IS NULL) <> (NEW.quarantined_ms IS NULL) OR OLD.size_bytes <> NEW.size_bytes BEGIN
  UPDATE cards SET (state, size_bytes) = (SELECT state, size_bytes FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = NEW.sequence;
END;

CREATE TRIGGER "cards_exif_added"
AFTER INSERT ON artifacts WHEN NEW.name = 'exif' BEGIN
  UPDATE cards SET (camera, taken, taken_sec) = (SELECT camera, taken, taken_sec FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id);
END;

CREATE TRIGGER "cards_exif_changed"
AFTER UPDATE OF data ON artifacts WHEN NEW.name = 'exif' BEGIN
  UPDATE cards SET (camera, taken, taken_sec) = (SELECT camera, taken, taken_sec FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id);
END;

CREATE TRIGGER "cards_exif_removed"
AFTER DELETE ON artifacts WHEN OLD.name = 'exif' BEGIN
  UPDATE cards SET (camera, taken, taken_sec) = (SELECT camera, taken, taken_sec FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = OLD.clip_id);
END;

CREATE TRIGGER cards_file_added AFTER INSERT ON files BEGIN
  UPDATE files SET folder_id = (
    SELECT id FROM folders WHERE volume_id = NEW.volume_id AND path = (
    WITH RECURSIVE slashes (at) AS (
      SELECT 0 UNION ALL
      SELECT at + instr(substr(NEW.relative_path, at + 1), x'2f') FROM slashes WHERE instr(substr(NEW.relative_path, at + 1), x'2f') > 0)
    SELECT substr(NEW.relative_path, 1, MAX(MAX(at) - 1, 0)) FROM slashes))
  WHERE id = NEW.id AND folder_id IS NULL;
  INSERT INTO folders (volume_id, path) SELECT NEW.volume_id, (
    WITH RECURSIVE slashes (at) AS (
      SELECT 0 UNION ALL
      SELECT at + instr(substr(NEW.relative_path, at + 1), x'2f') FROM slashes WHERE instr(substr(NEW.relative_path, at + 1), x'2f') > 0)
    SELECT substr(NEW.relative_path, 1, MAX(MAX(at) - 1, 0)) FROM slashes)
  FROM files WHERE id = NEW.id AND folder_id IS NULL;
  UPDATE files SET folder_id = (
    SELECT id FROM folders WHERE volume_id = NEW.volume_id AND path = (
    WITH RECURSIVE slashes (at) AS (
      SELECT 0 UNION ALL
      SELECT at + instr(substr(NEW.relative_path, at + 1), x'2f') FROM slashes WHERE instr(substr(NEW.relative_path, at + 1), x'2f') > 0)
    SELECT substr(NEW.relative_path, 1, MAX(MAX(at) - 1, 0)) FROM slashes))
  WHERE id = NEW.id AND folder_id IS NULL;
  DELETE FROM card_folders WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id);
  INSERT INTO card_folders (folder_id, sequence, present, shared)
  SELECT folder_id, sequence, present, shared FROM card_places WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id)
  ON CONFLICT DO NOTHING;
  UPDATE cards SET (file_id, folded_name, sort_name, state) = (SELECT file_id, folded_name, sort_name, state FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id);
END;

CREATE TRIGGER cards_file_changed AFTER UPDATE OF clip_id, state, name, folded_name, sort_name ON files
WHEN OLD.clip_id IS NOT NEW.clip_id OR OLD.state <> NEW.state OR OLD.name <> NEW.name
  OR OLD.folded_name IS NOT NEW.folded_name OR OLD.sort_name IS NOT NEW.sort_name BEGIN
  DELETE FROM card_folders WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id);
  INSERT INTO card_folders (folder_id, sequence, present, shared)
  SELECT folder_id, sequence, present, shared FROM card_places WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id)
  ON CONFLICT DO NOTHING;
  UPDATE cards SET (file_id, folded_name, sort_name, state) = (SELECT file_id, folded_name, sort_name, state FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id);
END;

CREATE TRIGGER cards_file_left AFTER UPDATE OF clip_id ON files WHEN OLD.clip_id IS NOT NEW.clip_id BEGIN
  DELETE FROM card_folders WHERE sequence = (SELECT sequence FROM clips WHERE id = OLD.clip_id);
  INSERT INTO card_folders (folder_id, sequence, present, shared)
  SELECT folder_id, sequence, present, shared FROM card_places WHERE sequence = (SELECT sequence FROM clips WHERE id = OLD.clip_id)
  ON CONFLICT DO NOTHING;
  UPDATE cards SET (file_id, folded_name, sort_name, state) = (SELECT file_id, folded_name, sort_name, state FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = OLD.clip_id);
END;

CREATE TRIGGER cards_file_removed AFTER DELETE ON files BEGIN
  DELETE FROM card_folders WHERE sequence = (SELECT sequence FROM clips WHERE id = OLD.clip_id);
  INSERT INTO card_folders (folder_id, sequence, present, shared)
  SELECT folder_id, sequence, present, shared FROM card_places WHERE sequence = (SELECT sequence FROM clips WHERE id = OLD.clip_id)
  ON CONFLICT DO NOTHING;
  UPDATE cards SET (file_id, folded_name, sort_name, state) = (SELECT file_id, folded_name, sort_name, state FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = OLD.clip_id);
END;

CREATE TRIGGER cards_job_added AFTER INSERT ON jobs BEGIN
  UPDATE cards SET (state) = (SELECT state FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id) AND (NEW.state = 'failed' AND state IN ('working', 'blocked', 'ready')
    OR NEW.state IN ('waiting', 'running') AND state IN ('blocked', 'ready')
    OR NEW.state = 'blocked' AND state = 'ready');
END;

CREATE TRIGGER cards_job_changed AFTER UPDATE OF state ON jobs
WHEN OLD.state <> NEW.state AND NOT (OLD.state IN ('waiting', 'running') AND NEW.state IN ('waiting', 'running')) BEGIN
  UPDATE cards SET (state) = (SELECT state FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id) AND ((NEW.state = 'failed' AND state IN ('working', 'blocked', 'ready')
    OR NEW.state IN ('waiting', 'running') AND state IN ('blocked', 'ready')
    OR NEW.state = 'blocked' AND state = 'ready') OR (OLD.state = 'failed' AND state = 'failed'
    OR OLD.state IN ('waiting', 'running') AND state = 'working'
      AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.clip_id = OLD.clip_id AND j.state IN ('waiting', 'running'))
    OR OLD.state = 'blocked' AND state = 'blocked'));
END;

CREATE TRIGGER cards_job_removed AFTER DELETE ON jobs BEGIN
  UPDATE cards SET (state) = (SELECT state FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = OLD.clip_id) AND (OLD.state = 'failed' AND state = 'failed'
    OR OLD.state IN ('waiting', 'running') AND state = 'working'
      AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.clip_id = OLD.clip_id AND j.state IN ('waiting', 'running'))
    OR OLD.state = 'blocked' AND state = 'blocked');
END;

CREATE TRIGGER "cards_probe-detail_added"
AFTER INSERT ON artifacts WHEN NEW.name = 'probe-detail' BEGIN
  UPDATE cards SET (duration_sec, hdr) = (SELECT duration_sec, hdr FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id);
END;

CREATE TRIGGER "cards_probe-detail_changed"
AFTER UPDATE OF data ON artifacts WHEN NEW.name = 'probe-detail' BEGIN
  UPDATE cards SET (duration_sec, hdr) = (SELECT duration_sec, hdr FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id);
END;

CREATE TRIGGER "cards_probe-detail_removed"
AFTER DELETE ON artifacts WHEN OLD.name = 'probe-detail' BEGIN
  UPDATE cards SET (duration_sec, hdr) = (SELECT duration_sec, hdr FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = OLD.clip_id);
END;

CREATE TRIGGER "cards_probe_added"
AFTER INSERT ON artifacts WHEN NEW.name = 'probe' BEGIN
  UPDATE cards SET (duration_sec, width, height, frames_per_second, codec, container_name, hdr) = (SELECT duration_sec, width, height, frames_per_second, codec, container_name, hdr FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id);
END;

CREATE TRIGGER "cards_probe_changed"
AFTER UPDATE OF data ON artifacts WHEN NEW.name = 'probe' BEGIN
  UPDATE cards SET (duration_sec, width, height, frames_per_second, codec, container_name, hdr) = (SELECT duration_sec, width, height, frames_per_second, codec, container_name, hdr FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = NEW.clip_id);
END;

CREATE TRIGGER "cards_probe_removed"
AFTER DELETE ON artifacts WHEN OLD.name = 'probe' BEGIN
  UPDATE cards SET (duration_sec, width, height, frames_per_second, codec, container_name, hdr) = (SELECT duration_sec, width, height, frames_per_second, codec, container_name, hdr FROM card_facts f WHERE f.sequence = cards.sequence)
  WHERE sequence = (SELECT sequence FROM clips WHERE id = OLD.clip_id);
END;

CREATE TABLE clip_tags (
  tag_id INTEGER NOT NULL REFERENCES tags (id),
  clip_sequence INTEGER NOT NULL REFERENCES clips (sequence),
  PRIMARY KEY (tag_id, clip_sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX clip_tags_by_clip ON clip_tags (clip_sequence);

CREATE TABLE clips (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  quick_identity TEXT NOT NULL,
  content_hash TEXT UNIQUE,
  size_bytes INTEGER NOT NULL,
  profile TEXT NOT NULL,
  plan_key TEXT,
  added_ms INTEGER NOT NULL,
  crash_count INTEGER NOT NULL DEFAULT 0,
  quarantined_ms INTEGER
) STRICT;

CREATE INDEX clips_by_quick_identity ON clips (quick_identity);

CREATE TABLE collections (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL,
  mode TEXT NOT NULL,
  sort_by TEXT NOT NULL,
  sort_direction TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  type TEXT NOT NULL,
  clip_id TEXT,
  stage TEXT,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE file_counts (
  state TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER file_counts_added AFTER INSERT ON files BEGIN
    INSERT INTO file_counts (state, count) VALUES (NEW.state, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER file_counts_changed AFTER UPDATE OF state ON files
WHEN OLD.state IS NOT NEW.state BEGIN
    UPDATE file_counts SET count = count - 1 WHERE state = OLD.state;
    INSERT INTO file_counts (state, count) VALUES (NEW.state, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER file_counts_removed AFTER DELETE ON files BEGIN
    UPDATE file_counts SET count = count - 1 WHERE state = OLD.state;
END;

CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  clip_id TEXT REFERENCES clips (id),
  volume_id INTEGER NOT NULL REFERENCES volumes (id),
  relative_path BLOB NOT NULL,
  name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  modified_ns TEXT NOT NULL,
  inode TEXT,
  state TEXT NOT NULL CHECK (state IN ('present', 'missing', 'failed')),
  error TEXT,
  first_seen_ms INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL, folder_id INTEGER REFERENCES folders (id), folded_name TEXT, sort_name TEXT,
  UNIQUE (volume_id, relative_path)
) STRICT;

CREATE INDEX files_by_clip ON files (clip_id);

CREATE INDEX files_by_inode ON files (volume_id, inode);

CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  volume_id INTEGER NOT NULL REFERENCES volumes (id),
  path BLOB NOT NULL,
  UNIQUE (volume_id, path)
) STRICT;

CREATE TABLE imports (
  clip_id TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
  stage TEXT NOT NULL,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  data TEXT NOT NULL,
  added_ms INTEGER NOT NULL,
  PRIMARY KEY (clip_id, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_counts (
  stage TEXT NOT NULL,
  queue TEXT NOT NULL,
  state TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (stage, queue, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER job_counts_added AFTER INSERT ON jobs BEGIN
    INSERT INTO job_counts (stage, queue, state, count) VALUES (NEW.stage, NEW.queue, NEW.state, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER job_counts_changed AFTER UPDATE OF stage, queue, state ON jobs
WHEN OLD.stage IS NOT NEW.stage OR OLD.queue IS NOT NEW.queue OR OLD.state IS NOT NEW.state BEGIN
    UPDATE job_counts SET count = count - 1 WHERE stage = OLD.stage AND queue = OLD.queue AND state = OLD.state;
    INSERT INTO job_counts (stage, queue, state, count) VALUES (NEW.stage, NEW.queue, NEW.state, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER job_counts_removed AFTER DELETE ON jobs BEGIN
    UPDATE job_counts SET count = count - 1 WHERE stage = OLD.stage AND queue = OLD.queue AND state = OLD.state;
END;

CREATE TABLE jobs (
  clip_id TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
  stage TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  queue TEXT NOT NULL,
  tier INTEGER NOT NULL,
  priority INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'skipped', 'failed', 'blocked')),
  ready INTEGER NOT NULL CHECK (ready IN (0, 1)),
  run_key TEXT NOT NULL,
  attempt INTEGER NOT NULL DEFAULT 0,
  interruptions INTEGER NOT NULL DEFAULT 0,
  progress REAL,
  reason TEXT,
  blocked_by TEXT,
  error TEXT,
  retry_at_ms INTEGER,
  started_ms INTEGER,
  finished_ms INTEGER,
  PRIMARY KEY (clip_id, stage)
) STRICT, WITHOUT ROWID;

CREATE INDEX jobs_open ON jobs (clip_id) WHERE state IN ('waiting', 'running');

CREATE INDEX jobs_postponed ON jobs (retry_at_ms) WHERE state = 'waiting' AND ready = 1 AND retry_at_ms IS NOT NULL;

CREATE INDEX jobs_ready ON jobs (queue, priority DESC, tier, interruptions, sequence)
  WHERE state = 'waiting' AND ready = 1;

CREATE INDEX jobs_running ON jobs (started_ms) WHERE state = 'running';

CREATE INDEX jobs_unsettled ON jobs (state) WHERE state IN ('waiting', 'running', 'failed', 'blocked');

CREATE TABLE recent_queries (
  query TEXT PRIMARY KEY,
  mode TEXT NOT NULL,
  asked_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX recent_queries_by_time ON recent_queries (asked_ms);

CREATE TABLE roots (
  id INTEGER PRIMARY KEY,
  volume_id INTEGER NOT NULL REFERENCES volumes (id),
  relative_path BLOB NOT NULL,
  recursive INTEGER NOT NULL CHECK (recursive IN (0, 1)),
  pattern TEXT,
  added_ms INTEGER NOT NULL,
  scanned_ms INTEGER,
  UNIQUE (volume_id, relative_path)
) STRICT;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  clip_id TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
  stage TEXT NOT NULL,
  version INTEGER NOT NULL,
  run_key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'skipped', 'failed')),
  started_ms INTEGER NOT NULL,
  finished_ms INTEGER NOT NULL,
  manifest TEXT NOT NULL,
  log TEXT NOT NULL
) STRICT;

CREATE INDEX runs_by_clip ON runs (clip_id, stage, started_ms);

CREATE TRIGGER search_clip_added AFTER INSERT ON clips BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT NEW.sequence AS sequence) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_clip_removed AFTER DELETE ON clips BEGIN
  DELETE FROM search_moments WHERE id BETWEEN OLD.sequence * 1048576 AND OLD.sequence * 1048576 + 1048575;
END;

CREATE TABLE search_clip_values (
  value_id INTEGER NOT NULL REFERENCES search_values (id),
  sequence INTEGER NOT NULL REFERENCES clips (sequence) ON DELETE CASCADE,
  PRIMARY KEY (value_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER search_clip_values_added AFTER INSERT ON search_clip_values BEGIN
  UPDATE search_values SET clips = clips + 1 WHERE id = NEW.value_id;
END;

CREATE INDEX search_clip_values_by_clip ON search_clip_values (sequence);

CREATE TRIGGER search_clip_values_removed AFTER DELETE ON search_clip_values BEGIN
  UPDATE search_values SET clips = clips - 1 WHERE id = OLD.value_id;
END;

CREATE VIRTUAL TABLE search_clips USING fts5 (
  name, folder, metadata, tags, note, said, read, sees, hears, summary,
  content = 'search_documents', content_rowid = 'sequence', tokenize = "porter unicode61 remove_diacritics 2", prefix = '2 3'
);

CREATE TABLE 'search_clips_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_clips_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_clips_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'search_clips_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE search_documents (
  sequence INTEGER PRIMARY KEY REFERENCES clips (sequence) ON DELETE CASCADE,
  name TEXT NOT NULL DEFAULT '',
  folder TEXT NOT NULL DEFAULT '',
  metadata TEXT NOT NULL DEFAULT '',
  tags TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  said TEXT NOT NULL DEFAULT '',
  read TEXT NOT NULL DEFAULT '',
  sees TEXT NOT NULL DEFAULT '',
  hears TEXT NOT NULL DEFAULT '',
  summary TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN
  INSERT INTO search_clips (rowid, name, folder, metadata, tags, note, said, read, sees, hears, summary) VALUES (NEW.sequence, NEW.name, NEW.folder, NEW.metadata, NEW.tags, NEW.note, NEW.said, NEW.read, NEW.sees, NEW.hears, NEW.summary);
END;

CREATE TRIGGER search_documents_changed AFTER UPDATE ON search_documents BEGIN
  INSERT INTO search_clips (search_clips, rowid, name, folder, metadata, tags, note, said, read, sees, hears, summary) VALUES ('delete', OLD.sequence, OLD.name, OLD.folder, OLD.metadata, OLD.tags, OLD.note, OLD.said, OLD.read, OLD.sees, OLD.hears, OLD.summary);
  INSERT INTO search_clips (rowid, name, folder, metadata, tags, note, said, read, sees, hears, summary) VALUES (NEW.sequence, NEW.name, NEW.folder, NEW.metadata, NEW.tags, NEW.note, NEW.said, NEW.read, NEW.sees, NEW.hears, NEW.summary);
END;

CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
  INSERT INTO search_clips (search_clips, rowid, name, folder, metadata, tags, note, said, read, sees, hears, summary) VALUES ('delete', OLD.sequence, OLD.name, OLD.folder, OLD.metadata, OLD.tags, OLD.note, OLD.said, OLD.read, OLD.sees, OLD.hears, OLD.summary);
END;

CREATE TABLE search_facts (
  sequence INTEGER PRIMARY KEY REFERENCES clips (sequence) ON DELETE CASCADE,
  latitude REAL,
  longitude REAL,
  people INTEGER
) STRICT;

CREATE TRIGGER search_facts_added AFTER INSERT ON artifacts WHEN NEW.name IN ('probe', 'probe-detail', 'exif', 'description', 'focal-length', 'proxy', 'scenes') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE INDEX search_facts_by_latitude ON search_facts (latitude, longitude) WHERE latitude IS NOT NULL;

CREATE INDEX search_facts_by_people ON search_facts (people) WHERE people IS NOT NULL;

CREATE TRIGGER search_facts_changed AFTER UPDATE OF data ON artifacts WHEN NEW.name IN ('probe', 'probe-detail', 'exif', 'description', 'focal-length', 'proxy', 'scenes') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_facts_removed AFTER DELETE ON artifacts WHEN OLD.name IN ('probe', 'probe-detail', 'exif', 'description', 'focal-length', 'proxy', 'scenes') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT sequence FROM clips WHERE id = OLD.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_file_added AFTER INSERT ON files WHEN NEW.clip_id IS NOT NULL BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_file_changed AFTER UPDATE OF name, clip_id, folder_id, state ON files WHEN NEW.clip_id IS NOT NULL AND (OLD.name <> NEW.name OR OLD.clip_id IS NOT NEW.clip_id
  OR OLD.folder_id IS NOT NEW.folder_id OR (OLD.state = 'present') <> (NEW.state = 'present')) BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_file_left AFTER UPDATE OF clip_id ON files WHEN OLD.clip_id IS NOT NULL AND OLD.clip_id IS NOT NEW.clip_id BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT sequence FROM clips WHERE id = OLD.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_file_removed AFTER DELETE ON files WHEN OLD.clip_id IS NOT NULL BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT sequence FROM clips WHERE id = OLD.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_hears_added AFTER INSERT ON artifacts WHEN NEW.name IN ('sound-events') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'hears', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_hears_changed AFTER UPDATE OF data ON artifacts WHEN NEW.name IN ('sound-events') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'hears', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_hears_removed AFTER DELETE ON artifacts WHEN OLD.name IN ('sound-events') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'hears', 'now' FROM (SELECT sequence FROM clips WHERE id = OLD.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TABLE search_moments (
  id INTEGER PRIMARY KEY,
  lane TEXT NOT NULL,
  start_sec REAL NOT NULL,
  end_sec REAL,
  text TEXT NOT NULL,
  word_times TEXT
) STRICT;

CREATE TRIGGER search_moments_added AFTER INSERT ON search_moments BEGIN
  INSERT INTO search_moments_fts (rowid, text) VALUES (NEW.id, NEW.text);
END;

CREATE TRIGGER search_moments_changed AFTER UPDATE ON search_moments BEGIN
  INSERT INTO search_moments_fts (search_moments_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
  INSERT INTO search_moments_fts (rowid, text) VALUES (NEW.id, NEW.text);
END;

CREATE VIRTUAL TABLE search_moments_fts USING fts5 (
  text, content = 'search_moments', content_rowid = 'id', tokenize = "porter unicode61 remove_diacritics 2", prefix = '2 3'
);

CREATE TABLE 'search_moments_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_moments_fts_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_moments_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'search_moments_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TRIGGER search_moments_removed AFTER DELETE ON search_moments BEGIN
  INSERT INTO search_moments_fts (search_moments_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;

CREATE TRIGGER search_note_added AFTER INSERT ON annotations WHEN NEW.note <> '' BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT NEW.clip_sequence AS sequence) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_note_changed AFTER UPDATE OF note ON annotations WHEN OLD.note <> NEW.note BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT NEW.clip_sequence AS sequence) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_note_removed AFTER DELETE ON annotations WHEN OLD.note <> '' BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT sequence FROM clips WHERE sequence = OLD.clip_sequence) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_read_added AFTER INSERT ON artifacts WHEN NEW.name IN ('on-screen-text') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'read', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_read_changed AFTER UPDATE OF data ON artifacts WHEN NEW.name IN ('on-screen-text') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'read', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_read_removed AFTER DELETE ON artifacts WHEN OLD.name IN ('on-screen-text') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'read', 'now' FROM (SELECT sequence FROM clips WHERE id = OLD.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_said_added AFTER INSERT ON artifacts WHEN NEW.name IN ('transcript', 'speech-activity') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'said', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_said_changed AFTER UPDATE OF data ON artifacts WHEN NEW.name IN ('transcript', 'speech-activity') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'said', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_said_removed AFTER DELETE ON artifacts WHEN OLD.name IN ('transcript', 'speech-activity') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'said', 'now' FROM (SELECT sequence FROM clips WHERE id = OLD.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_sees_added AFTER INSERT ON artifacts WHEN NEW.name IN ('objects', 'faces', 'people', 'emotions', 'hands', 'pose', 'picture-features') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'sees', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_sees_changed AFTER UPDATE OF data ON artifacts WHEN NEW.name IN ('objects', 'faces', 'people', 'emotions', 'hands', 'pose', 'picture-features') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'sees', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_sees_removed AFTER DELETE ON artifacts WHEN OLD.name IN ('objects', 'faces', 'people', 'emotions', 'hands', 'pose', 'picture-features') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'sees', 'now' FROM (SELECT sequence FROM clips WHERE id = OLD.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TABLE search_stale (
  sequence INTEGER NOT NULL REFERENCES clips (sequence) ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('facts', 'said', 'read', 'sees', 'hears', 'vectors')),
  due TEXT NOT NULL CHECK (due IN ('now', 'later')),
  PRIMARY KEY (sequence, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_stale_now ON search_stale (sequence, part) WHERE due = 'now';

CREATE TRIGGER search_tag_added AFTER INSERT ON clip_tags BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT NEW.clip_sequence AS sequence) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_tag_removed AFTER DELETE ON clip_tags BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT sequence FROM clips WHERE sequence = OLD.clip_sequence) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_tag_renamed AFTER UPDATE OF name ON tags WHEN OLD.name <> NEW.name BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT clip_sequence AS sequence FROM clip_tags WHERE tag_id = NEW.id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE VIRTUAL TABLE search_terms USING fts5vocab (search_clips, instance);

CREATE TABLE search_values (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  folded TEXT NOT NULL,
  clips INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, value)
) STRICT;

CREATE TRIGGER search_vectors_added AFTER INSERT ON artifacts WHEN NEW.name IN ('picture-features', 'text-embeddings') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'vectors', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_vectors_changed AFTER UPDATE OF data ON artifacts WHEN NEW.name IN ('picture-features', 'text-embeddings') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'vectors', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_vectors_removed AFTER DELETE ON artifacts WHEN OLD.name IN ('picture-features', 'text-embeddings') BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'vectors', 'now' FROM (SELECT sequence FROM clips WHERE id = OLD.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab (search_clips, row);

CREATE TRIGGER search_volume_changed AFTER UPDATE OF label ON volumes WHEN OLD.label IS NOT NEW.label BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'facts', 'now' FROM (SELECT DISTINCT c.sequence FROM files f JOIN clips c ON c.id = f.clip_id WHERE f.volume_id = NEW.id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_word_edit_changed AFTER UPDATE ON word_edits BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'said', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_word_edit_removed AFTER DELETE ON word_edits BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'said', 'now' FROM (SELECT sequence FROM clips WHERE id = OLD.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TRIGGER search_word_edited AFTER INSERT ON word_edits BEGIN
  INSERT INTO search_stale (sequence, part, due) SELECT sequence, 'said', 'now' FROM (SELECT sequence FROM clips WHERE id = NEW.clip_id) WHERE true
  ON CONFLICT DO UPDATE SET due = 'now';
END;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  folded_name TEXT NOT NULL
) STRICT;

CREATE TABLE timeline (
  id INTEGER PRIMARY KEY,
  clip_id TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
  lane TEXT NOT NULL,
  start_sec REAL NOT NULL,
  end_sec REAL,
  stage TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (id),
  data TEXT NOT NULL
) STRICT;

CREATE INDEX timeline_by_clip ON timeline (clip_id, lane, start_sec);

CREATE TABLE vector_codes (
  change INTEGER PRIMARY KEY AUTOINCREMENT,
  space_id INTEGER NOT NULL REFERENCES vector_spaces (id),
  clip_sequence INTEGER NOT NULL,
  vectors INTEGER NOT NULL,
  codes BLOB NOT NULL,
  vector_ids BLOB NOT NULL CHECK (length(vector_ids) = vectors * 8),
  UNIQUE (clip_sequence, space_id)
) STRICT;

CREATE TRIGGER vector_codes_of_removed_clip AFTER DELETE ON clips BEGIN
  UPDATE vector_spaces SET vectors = vectors - (
    SELECT vectors FROM vector_codes WHERE clip_sequence = OLD.sequence AND space_id = vector_spaces.id)
  WHERE id IN (SELECT space_id FROM vector_codes WHERE clip_sequence = OLD.sequence);
  REPLACE INTO vector_codes (space_id, clip_sequence, vectors, codes, vector_ids)
  SELECT space_id, clip_sequence, 0, x'', x'' FROM vector_codes WHERE clip_sequence = OLD.sequence AND vectors > 0;
END;

CREATE TABLE vector_spaces (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  model TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('picture', 'summary', 'keywords')),
  dimensions INTEGER NOT NULL CHECK (dimensions > 0),
  centre BLOB NOT NULL CHECK (length(centre) = dimensions * 4),
  centred_on INTEGER NOT NULL,
  vectors INTEGER NOT NULL DEFAULT 0,
  epoch INTEGER NOT NULL DEFAULT 1,
  UNIQUE (model, kind, dimensions)
) STRICT;

CREATE TABLE vectors (
  id INTEGER PRIMARY KEY,
  clip_id TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
  model TEXT NOT NULL,
  kind TEXT NOT NULL,
  start_sec REAL NOT NULL,
  end_sec REAL,
  dimensions INTEGER NOT NULL,
  vector BLOB NOT NULL CHECK (length(vector) = dimensions * 4),
  stage TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (id)
) STRICT;

CREATE INDEX vectors_by_clip ON vectors (clip_id, stage);

CREATE INDEX vectors_by_model ON vectors (model, kind);

CREATE TABLE volumes (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('local', 'removable', 'network', 'virtual')),
  label TEXT,
  mount_path BLOB NOT NULL,
  last_seen_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE word_edits (
  clip_id TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
  start_ms INTEGER NOT NULL,
  original TEXT NOT NULL,
  text TEXT NOT NULL,
  edited_ms INTEGER NOT NULL,
  PRIMARY KEY (clip_id, start_ms, original)
) STRICT, WITHOUT ROWID;
