CREATE TABLE artifacts (
  clip_id TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  stage TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (id),
  data TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  UNIQUE (clip_id, name)
) STRICT;

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

CREATE TABLE events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  type TEXT NOT NULL,
  clip_id TEXT,
  stage TEXT,
  data TEXT NOT NULL
) STRICT;

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
  last_seen_ms INTEGER NOT NULL,
  UNIQUE (volume_id, relative_path)
) STRICT;

CREATE INDEX files_by_clip ON files (clip_id);

CREATE INDEX files_by_inode ON files (volume_id, inode);

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

CREATE INDEX jobs_ready ON jobs (queue, priority DESC, tier, interruptions, sequence)
  WHERE state = 'waiting' AND ready = 1;

CREATE INDEX jobs_unsettled ON jobs (state) WHERE state IN ('waiting', 'running', 'failed', 'blocked');

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

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
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

CREATE TABLE volumes (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('local', 'removable', 'network', 'virtual')),
  label TEXT,
  mount_path BLOB NOT NULL,
  last_seen_ms INTEGER NOT NULL
) STRICT;
