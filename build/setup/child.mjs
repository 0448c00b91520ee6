/**
 * Child processes of set-up and of the commands. A child never outlives this process: signals are passed on, and this
 * process ends only after the child has.
 */
import { spawn } from 'node:child_process';

/**
 * @typedef {object} ChildResult
 * @property {number} code Exit code; 128 + signal number where a signal ended it, as shells count.
 * @property {NodeJS.Signals | null} signal
 * @property {string} output What it wrote, where it was captured.
 */

/**
 * @typedef {object} ChildOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {'inherit' | 'to-stderr' | 'capture'} [output] Where its output goes: as our own, all to standard error, or
 *   into the result. Default 'inherit'.
 * @property {boolean} [shell] Only for `npm.cmd` on Windows, which Node does not start otherwise.
 */

/** @type {Readonly<Record<string, number>>} */
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

const parentPollMs = 250;

/** @param {string} signal */
export const exitCodeOfSignal = (signal) => 128 + (signalNumbers[signal] ?? 0);

/**
 * Passes signals on to the children that run now. One instance serves the whole process.
 */
class Children {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  #running = new Set();
  #listening = false;
  /** @type {NodeJS.Signals | null} The signal that was sent to us, if any. */
  interruptedBy = null;

  /** @param {import('node:child_process').ChildProcess} child */
  add(child) {
    this.#listen();
    this.#running.add(child);
  }

  /** @param {import('node:child_process').ChildProcess} child */
  remove(child) {
    this.#running.delete(child);
  }

  #listen() {
    if (this.#listening) return;
    this.#listening = true;
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => {
        this.#pass(signal);
      });
    }
    this.#watchParent();
  }

  /**
   * npm passes a signal to the shell that started us, and that shell dies of it without a word. Under npm, a parent that
   * is gone therefore means that we were told to stop.
   */
  #watchParent() {
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      this.#pass('SIGTERM');
    }, parentPollMs);
    timer.unref();
  }

  /** @param {NodeJS.Signals} signal */
  #pass(signal) {
    const repeated = this.interruptedBy === signal;
    this.interruptedBy = signal;
    if (this.#running.size === 0) process.exit(exitCodeOfSignal(signal));
    // Ctrl-C reaches the whole foreground group, children included, and npm passes it to us once more. A second
    // SIGINT would tell the child to hurry its shutdown, so it gets none from us where a terminal sent the first.
    if (signal === 'SIGINT' && (process.stdin.isTTY || repeated)) return;
    for (const child of this.#running) child.kill(signal);
  }
}

export const children = new Children();

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions} [options]
 * @returns {Promise<ChildResult>} Rejects only where the program could not be started.
 */
export function runChild(command, args, options = {}) {
  const { cwd, env, output = 'inherit', shell = false } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      shell,
      windowsHide: true,
      stdio:
        output === 'inherit'
          ? 'inherit'
          : output === 'to-stderr'
            ? ['ignore', process.stderr.fd, process.stderr.fd]
            : ['ignore', 'pipe', 'pipe'],
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    children.add(child);
    child.once('error', (error) => {
      children.remove(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      children.remove(child);
      resolve({
        code: code ?? exitCodeOfSignal(signal ?? ''),
        signal,
        output: Buffer.concat(chunks).toString('utf8'),
      });
    });
  });
}

/**
 * Ends this process as the child ended: with its exit code, or by its signal.
 *
 * @param {ChildResult} result
 */
export function endLike(result) {
  if (result.signal !== null) {
    process.removeAllListeners(result.signal);
    process.kill(process.pid, result.signal);
  }
  process.exitCode = result.code;
}
