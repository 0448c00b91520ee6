/** The settings table: small JSON documents of a library, by key. */
import type { Connection } from '../connection.ts';

/** What is stored under a key; null where there is nothing, or nothing that is JSON. Whoever reads it parses it. */
export function readSetting(connection: Connection, key: string): unknown {
  const text = connection.prepare('SELECT value FROM settings WHERE key = ?').pluck().get(key);
  if (typeof text !== 'string') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

export function writeSetting(connection: Connection, key: string, value: unknown): void {
  connection
    .prepare(
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    .run(key, JSON.stringify(value));
}
