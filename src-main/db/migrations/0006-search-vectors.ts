/**
 * One-bit codes of `vectors`: the first level of search by likeness, small enough to be held in memory and looked through whole.
 *
 * `vector_spaces`: what may be compared with each other. `centre` is about the mean of its vectors (float32): a bit of a code says whether a
 * number is above the centre's, for features that are never negative have signs that tell nothing. `centred_on`: how many vectors
 * there were when it was set. `epoch` grows whenever the codes of the space are made anew, with another centre or for a rebuilt index.
 *
 * `vector_codes`: one row a clip and space, all codes in a row, and the ids of their vectors (float64). `change` grows with each change, so
 * that a reader takes up only what is newer than what it knows. What has gone leaves an empty row, so that readers get to know: nothing of
 * its content stays.
 */
export const sql = `
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
`;
