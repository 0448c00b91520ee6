/**
 * What models make of clips beyond artifacts: vectors; and what people bring or correct: results of other programs, words.
 * A vector is a BLOB of float32 in the machine's order (little-endian wherever Rushes runs), as sqlite-vec reads it; `model` keeps those
 * apart that must not be compared.
 */
export const sql = `
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

CREATE TABLE word_edits (
  clip_id TEXT NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
  start_ms INTEGER NOT NULL,
  original TEXT NOT NULL,
  text TEXT NOT NULL,
  edited_ms INTEGER NOT NULL,
  PRIMARY KEY (clip_id, start_ms, original)
) STRICT, WITHOUT ROWID;
`;
