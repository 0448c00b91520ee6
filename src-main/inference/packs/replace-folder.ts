/** Puts one folder in the place of another, both on the same disk. */
import { renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { isMissing, systemCode } from './disk-errors.ts';

const mostAttempts = 3;
const inTheWay: ReadonlySet<string | null> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM']);

/**
 * What is there already makes room by a rename, and is removed once the new folder is in its place. The two renames follow each
 * other in one go, as no file system offers to swap folders through Node: whoever looks between them finds nothing.
 *
 * @param newAside a path on the same disk, another one each time, whose parent is there
 * @throws what the system says; the old folder is in its place again then
 */
export async function replaceFolder(from: string, into: string, newAside: () => string): Promise<void> {
  const asides: string[] = [];
  try {
    moveIn(from, into, newAside, asides);
  } catch (error) {
    const [old] = asides;
    if (old !== undefined) restore(old, into);
    throw error;
  }
  for (const aside of asides) await rm(aside, { recursive: true, force: true }).catch(() => undefined);
}

/** Another process may have put something there in between: that makes room too. */
function moveIn(from: string, into: string, newAside: () => string, asides: string[]): void {
  for (let attempt = 1; ; attempt += 1) {
    const aside = newAside();
    try {
      renameSync(into, aside);
      asides.push(aside);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    try {
      renameSync(from, into);
      return;
    } catch (error) {
      if (attempt === mostAttempts || !inTheWay.has(systemCode(error))) throw error;
    }
  }
}

/** Where that cannot be, the old folder stays aside, and what failed first is what is told. */
function restore(old: string, into: string): void {
  try {
    renameSync(old, into);
  } catch {
    return;
  }
}
