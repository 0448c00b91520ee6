/** Queries that somebody keeps under a name, and those that were asked last. `key`: what makes two names one. */
export const sql = `
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

CREATE TABLE recent_queries (
  query TEXT PRIMARY KEY,
  mode TEXT NOT NULL,
  asked_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX recent_queries_by_time ON recent_queries (asked_ms);
`;
