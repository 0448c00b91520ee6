/** Cuts a stream of UTF-8 bytes into lines; "\n" and "\r" both end one, empty lines are left out. */
export interface LineSplitter {
  readonly push: (chunk: Uint8Array) => void;
  /** Gives what stood behind the last line end. */
  readonly end: () => void;
}

/** @param maxCharacters longer lines are cut to this length, so that one endless line needs no endless memory. */
export function createLineSplitter(maxCharacters: number, onLine: (line: string) => void): LineSplitter {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  const emit = (line: string): void => {
    if (line !== '') onLine(line.length > maxCharacters ? line.slice(0, maxCharacters) : line);
  };
  const take = (text: string): void => {
    const lines = text.split(/[\r\n]/);
    for (let at = 0; at < lines.length - 1; at += 1) {
      emit(rest + (lines[at] ?? ''));
      rest = '';
    }
    rest = (rest + (lines.at(-1) ?? '')).slice(0, maxCharacters);
  };
  return {
    push(chunk) {
      take(decoder.decode(chunk, { stream: true }));
    },
    end() {
      take(decoder.decode());
      emit(rest);
      rest = '';
    },
  };
}
