/**
 * Counts that windows ask for every second: jobs by stage, queue and state, and files by state. Triggers keep them, so that
 * a library of a hundred thousand clips tells how its work stands without reading a million jobs; and ways to the jobs that
 * are open, among all those that are done.
 */
const kept = (table: string, counts: string, columns: readonly string[]): string => {
  const values = (row: string): string => columns.map((column) => `${row}.${column}`).join(', ');
  const same = (row: string): string => columns.map((column) => `${column} = ${row}.${column}`).join(' AND ');
  const add = `INSERT INTO ${counts} (${columns.join(', ')}, count) VALUES (${values('NEW')}, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;`;
  const subtract = `UPDATE ${counts} SET count = count - 1 WHERE ${same('OLD')};`;
  return `
CREATE TABLE ${counts} (
  ${columns.map((column) => `${column} TEXT NOT NULL,`).join('\n  ')}
  count INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (${columns.join(', ')})
) STRICT, WITHOUT ROWID;

INSERT INTO ${counts} (${columns.join(', ')}, count)
  SELECT ${columns.join(', ')}, COUNT(*) FROM ${table} GROUP BY ${columns.join(', ')};

CREATE TRIGGER ${counts}_added AFTER INSERT ON ${table} BEGIN
    ${add}
END;
CREATE TRIGGER ${counts}_removed AFTER DELETE ON ${table} BEGIN
    ${subtract}
END;
CREATE TRIGGER ${counts}_changed AFTER UPDATE OF ${columns.join(', ')} ON ${table}
WHEN ${columns.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ')} BEGIN
    ${subtract}
    ${add}
END;
`;
};

/** SQLite takes a partial index only for a query with the very same condition. */
const indexes = `
CREATE INDEX jobs_open ON jobs (clip_id) WHERE state IN ('waiting', 'running');
CREATE INDEX jobs_running ON jobs (started_ms) WHERE state = 'running';
`;

export const sql = [
  kept('jobs', 'job_counts', ['stage', 'queue', 'state']),
  kept('files', 'file_counts', ['state']),
  indexes,
].join('');
