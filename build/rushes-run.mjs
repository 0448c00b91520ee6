#!/usr/bin/env node
/**
 * The entry of every npm script: sets up what a command needs, then runs it. Needs nothing but Node 20 and npm, so it
 * may import `node:` modules only.
 */
import { basename } from 'node:path';
import { runE2e } from './commands/browser-tests.mjs';
import { newStage } from './commands/new-stage.mjs';
import { runBench, runCommandLine } from './commands/program.mjs';
import { runChecks } from './commands/test.mjs';
import { SetupError } from './setup/report.mjs';

const usage = `Usage:
  npm start [-- folder…]                   open the window, and add folders
  npm test [-- vitest arguments]           every check and test (with arguments: these tests only)
  npm run check                            the same without integration and browser tests
  npm run e2e [-- playwright arguments]    browser tests only
  npm run bench [-- arguments]             measure
  npm run bench:inference                  measure models, and what understanding costs
  npm run bench:search                     measure search in large libraries
  npm run -s rushes -- <command> …         the command line; "-s" keeps npm's own lines out of its output
  npm run new:stage -- <name>              write a new stage and its test
  npm run package [-- arguments]           the desktop app for this system

Each sets up first what is missing: packages, Node 24, ffmpeg, a build. RUSHES_FFMPEG, RUSHES_FFPROBE and
RUSHES_CHROMIUM choose the tools; RUSHES_SETUP_NO_APT=1 forbids installing system packages.
`;

/** @type {Readonly<Record<string, (args: readonly string[]) => Promise<void>>>} */
const commands = {
  start: (args) => runCommandLine(['start', ...args]),
  rushes: (args) => runCommandLine(args),
  bench: (args) => runBench(args),
  test: (args) => runChecks({ kind: 'all', vitestArguments: args }),
  e2e: (args) => runE2e(args),
  check: (args) => runChecks({ kind: 'quick', vitestArguments: args }),
  'new:stage': (args) => newStage(args),
  package: async (args) => (await import('./commands/package.mjs')).runPackage(args),
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
