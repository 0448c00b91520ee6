/**
 * One set-up at a time in a checkout. The lock is a file with the holder's process id and host; the holder touches it
 * every `heartbeatMs`. It is stale where its process is gone from this host, or where nobody touched it for `staleMs`
 * (a holder on another host, or whose process id was given to another program).
 */
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './report.mjs';

const heartbeatMs = 5_000;
const staleMs = 60_000;
const pollMs = 200;

/**
 * @typedef {object} Holder
 * @property {number} pid
 * @property {string} host
 */

/**
 * @param {Holder | null} holder Null where the file says nothing sensible.
 * @param {number} ageMs Since the holder last touched its file.
 * @param {{ host: string, isAlive: (pid: number) => boolean }} here
 */
export function isStale(holder, ageMs, here) {
  if (ageMs > staleMs) return true;
  return holder !== null && holder.host === here.host && !here.isAlive(holder.pid);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function errorCode(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/**
 * @param {string} text
 * @returns {Holder | null}
 */
function parseHolder(text) {
  try {
    const { pid, host } = JSON.parse(text);
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : null;
  } catch {
    return null;
  }
}

/**
 * Takes the lock if it is free.
 *
 * @param {string} path
 * @param {string} content
 */
function tryTake(path, content) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    // A link appears complete or not at all, so that nobody reads a lock without its holder.
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Removes the lock if it is stale.
 *
 * @param {string} path
 * @returns {string | null} Who holds it, for people; null where nobody does any more.
 */
function clearStale(path) {
  try {
    const content = readFileSync(path, 'utf8');
    const holder = parseHolder(content);
    const ageMs = Date.now() - statSync(path).mtimeMs;
    if (!isStale(holder, ageMs, { host: hostname(), isAlive })) {
      return holder === null ? 'another process' : `process ${holder.pid}`;
    }
    // Another waiter may have replaced the stale lock since it was read: what was moved away is looked at again.
    const aside = `${path}.${process.pid}.stale`;
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') !== content) linkSync(aside, path);
    rmSync(aside, { force: true });
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'EEXIST') throw error;
  }
  return null;
}

/**
 * Waits for the lock and takes it.
 *
 * @param {string} path
 * @returns {Promise<() => void>} Gives the lock back. Done by itself when the process ends.
 */
export async function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const content = JSON.stringify({ pid: process.pid, host: hostname(), since: Date.now() });
  let announced = false;
  while (!tryTake(path, content)) {
    const holder = clearStale(path);
    if (holder === null) continue;
    if (!announced) say(`waiting for the set-up that ${holder} is doing…`);
    announced = true;
    await sleep(pollMs);
  }
  const heartbeat = setInterval(() => {
    if (!existsSync(path)) return;
    const now = new Date();
    utimesSync(path, now, now);
  }, heartbeatMs);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    process.removeListener('exit', release);
    rmSync(path, { force: true });
  };
  process.once('exit', release);
  return release;
}
