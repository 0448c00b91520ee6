/** Shows on standard error how the download of a pack goes: one line drawn anew on a terminal, else a line now and then. */
import { setTimeout as sleep } from 'node:timers/promises';
import { receivedText } from '../format/model-text.ts';
import { byteSize } from '../format/values.ts';
import type { Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';

const drawEveryMs = 300;
const lineEveryMs = 5_000;
const clearLine = '\r\u001b[K';

export async function showPackProgress<T>(
  terminal: Terminal,
  session: Session,
  packId: string,
  work: () => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const showing = show(terminal, session, packId, ended.signal);
  try {
    return await work();
  } finally {
    ended.abort();
    await showing;
  }
}

async function show(terminal: Terminal, session: Session, packId: string, ended: AbortSignal): Promise<void> {
  const isTerminal = terminal.notesAreTerminal;
  let last = '';
  try {
    while (!ended.aborted) {
      await sleep(isTerminal ? drawEveryMs : lineEveryMs, undefined, { signal: ended });
      const { pack } = await session.ask('models.info', { packId });
      const total = pack.totalBytes === null ? '' : ` of ${byteSize(pack.totalBytes)}`;
      const line = `${packId}: ${receivedText(pack)}, ${byteSize(pack.receivedBytes)}${total}`;
      if (pack.state !== 'downloading' || line === last) continue;
      last = line;
      terminal.writeNote(isTerminal ? `${clearLine}${line}` : `${line}\n`);
    }
  } catch {
    // The download itself says what went wrong; its progress is not worth a second failure.
  } finally {
    if (isTerminal && last !== '') terminal.writeNote(clearLine);
  }
}
