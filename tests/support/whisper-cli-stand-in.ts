/**
 * A stand-in for whisper.cpp's `whisper-cli`, whose weights are not to be had for tests. It takes the same arguments and writes the
 * same JSON; what it "hears" is the length of each file: "samples-17600". It proves the plumbing, not the recognition.
 */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface StandIn {
  /** What `discoverSpeechTools` is given. */
  readonly environment: Readonly<Record<string, string>>;
}

export type Behaviour = 'works' | 'fails' | 'writes rubbish' | 'hangs';

const body = (behaviour: Behaviour): string => `
import { readFileSync, writeFileSync } from 'node:fs';
const args = process.argv.slice(2);
const after = (name) => args.flatMap((arg, at) => (arg === name ? [args[at + 1]] : []));
const behaviour = ${JSON.stringify(behaviour)};
if (behaviour === 'hangs') setInterval(() => {}, 1000);
else if (behaviour === 'fails') {
  console.error("error: failed to initialize whisper context");
  process.exit(3);
} else if (!args.includes('--output-json-full') || after('--model').length !== 1) process.exit(2);
else for (const path of after('--file')) {
  const wav = readFileSync(path);
  if (wav.toString('latin1', 0, 4) !== 'RIFF' || wav.readUInt32LE(24) !== 16000) process.exit(4);
  const samples = wav.readUInt32LE(40) / 2;
  const tokens = [
    { text: '[_BEG_]', offsets: { from: 0, to: 0 }, p: 1 },
    { text: ' samples', offsets: { from: 100, to: 300 }, p: 0.5 },
    { text: '-' + samples, offsets: { from: 300, to: 600 }, p: 0.7 },
    { text: ' late', offsets: { from: 1090, to: 1100 }, p: 0.5 },
  ];
  const segment = { offsets: { from: 0, to: 1100 }, text: ' samples-' + samples + ' late', tokens };
  const language = after('--language')[0] === 'auto' ? 'fr' : after('--language')[0];
  const json = JSON.stringify({ result: { language }, transcription: [segment] });
  writeFileSync(path + '.json', behaviour === 'writes rubbish' ? json.slice(20) : json);
}
`;

export async function whisperCliStandIn(folder: string, behaviour: Behaviour): Promise<StandIn> {
  const programs = join(folder, 'programs');
  await mkdir(programs);
  const program = join(programs, 'whisper-cli');
  const model = join(folder, 'ggml-stand-in.bin');
  await writeFile(join(programs, 'stand-in.mjs'), body(behaviour));
  await writeFile(
    program,
    `#!/bin/sh\nexec "${process.execPath}" "${join(programs, 'stand-in.mjs')}" "$@"\n`,
  );
  await chmod(program, 0o700);
  await writeFile(model, '');
  return { environment: { PATH: programs, RUSHES_WHISPER_MODEL: model } };
}
