/** Sound for programs that read nothing but files: WAV with 16-bit samples, mono, 16 kHz (RIFF, "Multimedia Programming Interface", 1991). */
import { open } from 'node:fs/promises';

const samplesPerSec = 16_000;
const headerBytes = 44;

/** Writes the pieces one after the other into a new file. Rejects with what the system says. */
export async function writeWav(path: string, pieces: readonly Int16Array[]): Promise<void> {
  const dataBytes = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writev([header(dataBytes), ...pieces]);
  } finally {
    await file.close();
  }
}

function header(dataBytes: number): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string): void => {
    for (let index = 0; index < value.length; index += 1) bytes[at + index] = value.charCodeAt(index);
  };
  text(0, 'RIFF');
  view.setUint32(4, headerBytes - 8 + dataBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  // PCM, one channel.
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, samplesPerSec, true);
  view.setUint32(28, samplesPerSec * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
  return bytes;
}
