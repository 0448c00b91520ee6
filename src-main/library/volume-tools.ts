/** Runs one of the system's own small tools for what it prints. */
import { execFile } from 'node:child_process';

const timeoutMs = 15_000;

/** null when it is not there, fails, or takes longer than 15 s. */
export function runForText(command: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(command, [...args], { timeout: timeoutMs, windowsHide: true }, (error, stdout) => {
      resolve(error === null ? stdout : null);
    });
  });
}
