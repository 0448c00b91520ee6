#!/usr/bin/env node
/**
 * The entry of every npm script: sets up what a command needs, then runs it. Needs nothing but Node 20 and npm, so it
 * may import `node:` modules only.
 */
import { basename } from 'node:path';
import { newStage } from './commands/new-stage.mjs';
import { runBench, runCommandLine } from './commands/program.mjs';
import { runChecks } from './commands/test.mjs';
import { SetupError } from './setup/report.mjs';

const usage = `Usage:
  npm start [-- folder…]                   ingest folders and show the library
  npm test [-- vitest arguments]           every check and test (with arguments: these tests only)
  npm run check                            the same without integration tests
  npm run bench [-- arguments]             measure
  npm run -s rushes -- <command> …         the command line; "-s" keeps npm's own lines out of its output
  npm run new:stage -- <name>              write a new stage and its test

Each sets up first what is missing: packages, Node 24, ffmpeg, a build. RUSHES_FFMPEG and RUSHES_FFPROBE choose
the tools; RUSHES_SETUP_NO_APT=1 forbids installing system packages.
`;

/** @type {Readonly<Record<string, (args: readonly string[]) => Promise<void>>>} */
const commands = {
  start: (args) => runCommandLine(['start', ...args]),
  rushes: (args) => runCommandLine(args),
  bench: (args) => runBench(args),
  test: (args) => runChecks({ kind: 'all', vitestArguments: args }),
  check: (args) => runChecks({ kind: 'quick', vitestArguments: args }),
  'new:stage': (args) => newStage(args),
};

async function main() {
  const args = process.argv.slice(2);
  // Started by its name on PATH (package.json's "bin"), it is the command line and nothing else.
  if (/^rushes(\.cmd)?$/.test(basename(process.argv[1] ?? ''))) return runCommandLine(args);
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command(rest);
  process.stderr.write(usage);
  process.exitCode = 2;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
