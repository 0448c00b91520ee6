/** What set-up says, and how it gives up. Standard output belongs to the command that runs afterwards. */

/** @param {string} text One line. */
export function say(text) {
  process.stderr.write(`set-up: ${text}\n`);
}

/** A failure that a person can act on: printed without a stack. */
export class SetupError extends Error {
  /** @param {string} message What is wrong and what to do about it. */
  constructor(message) {
    super(message);
    this.name = 'SetupError';
  }
}
