import { expect, it } from 'vitest';
import { filledLibrary } from '../../../tests/support/library-database.ts';
import { valuesAmong, valuesOfAll } from './search-facts.repository.ts';

/** More than are counted clip by clip. */
const clips = 10_500;

it('counts the values of few clips, of many and of all', async () => {
  const { connection } = await filledLibrary();
  connection.exec(`
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${String(clips)})
    INSERT INTO clips (sequence, id, quick_identity, size_bytes, profile, added_ms) SELECT n, 'clip ' || n, n, 1, 'default', 0 FROM number;
    INSERT INTO search_values (id, kind, value, folded) VALUES
      (1, 'sees', 'cat', 'cat'), (2, 'sees', 'dog', 'dog'), (3, 'hears', 'Bark', 'bark'), (4, 'sees', 'none has it', '');
    INSERT INTO search_clip_values SELECT 1, sequence FROM clips WHERE sequence % 5 = 0;
    INSERT INTO search_clip_values SELECT 2, sequence FROM clips WHERE sequence % 2 = 0;
    INSERT INTO search_clip_values SELECT 3, sequence FROM clips;`);
  const counted = (sql: string): unknown => connection.prepare(sql).raw().all(10);
  const among = (most: number): unknown =>
    counted(valuesAmong('sees', `SELECT sequence FROM cards WHERE sequence <= ${String(most)}`));
  expect(among(100)).toEqual([
    ['dog', 50],
    ['cat', 20],
  ]);
  expect(among(10_400)).toEqual([
    ['dog', 5200],
    ['cat', 2080],
  ]);
  expect(among(clips)).toEqual([
    ['dog', 5250],
    ['cat', 2100],
  ]);
  expect(among(clips)).toEqual(counted(valuesOfAll('sees')));
  expect(among(0)).toEqual([]);
});
