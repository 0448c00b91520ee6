/** The development tools, run from the checkout's own packages with Node 24. */
import { children, exitCodeOfSignal, runChild } from '../setup/child.mjs';
import { nodePath } from '../setup/node.mjs';
import { inRoot, rootFolder } from '../setup/paths.mjs';

const tools = /** @type {const} */ ({
  tsc: 'typescript/bin/tsc',
  eslint: 'eslint/bin/eslint.js',
  depcruise: 'dependency-cruiser/bin/dependency-cruiser.mjs',
  knip: 'knip/bin/knip.js',
  prettier: 'prettier/bin/prettier.cjs',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
});

/** @typedef {keyof typeof tools} ToolName */

/**
 * Runs a tool to its end; ends this process where that was asked for meanwhile.
 *
 * @param {ToolName} tool
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {'inherit' | 'capture'} output
 */
export async function runTool(tool, args, env, output) {
  const program = inRoot('node_modules', ...tools[tool].split('/'));
  const result = await runChild(nodePath(), [program, ...args], { cwd: rootFolder, env, output });
  if (children.interruptedBy !== null) process.exit(exitCodeOfSignal(children.interruptedBy));
  return result;
}
