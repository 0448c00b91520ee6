/** Asks a person for a yes, where there is one at a terminal. */
import { createInterface } from 'node:readline/promises';

/** Resolves to no at the end of the input, or when the signal fires. */
export type Confirm = (question: string) => Promise<boolean>;

/** undefined: nobody is there to be asked. */
export function terminalConfirm(process: NodeJS.Process, signal: AbortSignal): Confirm | undefined {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  return async (question) => {
    const lines = createInterface({ input: stdin, output: stderr });
    const ended = new Promise<string>((resolve) =>
      lines.once('close', () => {
        resolve('');
      }),
    );
    try {
      const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended]);
      return /^(y|yes|j|ja)$/i.test(answer.trim());
    } catch {
      return false;
    } finally {
      lines.close();
    }
  };
}
