/** Where the command line writes: results to standard output, everything else to standard error. */
import { styleText } from 'node:util';

export type TextStyle = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

export interface Terminal {
  /** Results. Text ends with its own newline. */
  writeResult(text: string): void;
  /** Progress, notes, failures. */
  writeNote(text: string): void;
  readonly resultIsTerminal: boolean;
  readonly notesAreTerminal: boolean;
  /** Characters in a line of the terminal; null: no terminal. */
  readonly resultColumns: number | null;
  readonly noteColumns: number | null;
  /** For results: plain where they do not go to a terminal, or the user wants no colours. */
  style(style: TextStyle, text: string): string;
}

/**
 * The terminal of this process. Nobody reading any more (`rushes list | head`) is no failure: what comes after is
 * dropped.
 */
export function processTerminal(process: NodeJS.Process): Terminal {
  const { stdout, stderr } = process;
  return {
    writeResult: quietWriter(stdout),
    writeNote: quietWriter(stderr),
    resultIsTerminal: stdout.isTTY,
    notesAreTerminal: stderr.isTTY,
    get resultColumns() {
      return stdout.isTTY ? stdout.columns : null;
    },
    get noteColumns() {
      return stderr.isTTY ? stderr.columns : null;
    },
    // `validateStream` looks at NO_COLOR, FORCE_COLOR and whether it is a terminal.
    style: (style, text) => styleText(style, text, { stream: stdout, validateStream: true }),
  };
}

function quietWriter(stream: NodeJS.WriteStream): (text: string) => void {
  let isGone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    isGone = true;
  });
  return (text) => {
    if (!isGone) stream.write(text);
  };
}
