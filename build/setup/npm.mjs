/** Runs npm: the one that started us, where one did. */
import { runChild } from './child.mjs';
import { rootFolder } from './paths.mjs';

/**
 * The environment for a nested npm. Settings that npm hands down are those of the outer run: its silence would hide
 * errors, and its prefix would install in the wrong folder.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function nestedNpmEnvironment(environment) {
  const own = Object.entries(environment).filter(
    ([name]) =>
      !/^npm_config_(loglevel|silent|quiet|local_prefix|prefix|global_prefix|omit|ignore_scripts)$/i.test(
        name,
      ),
  );
  return {
    ...Object.fromEntries(own),
    // Downloads of packages' own that set-up neither needs nor announces.
    ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
    ONNXRUNTIME_NODE_INSTALL: 'skip',
  };
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<import('./child.mjs').ChildResult>}
 */
export function runNpm(args) {
  const options = /** @type {const} */ ({ output: 'to-stderr', cwd: rootFolder });
  const env = nestedNpmEnvironment(process.env);
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const script = process.env['npm_execpath'];
  if (script?.endsWith('npm-cli.js') === true) {
    return runChild(process.execPath, [script, ...args, ...quiet], { ...options, env });
  }
  const isWindows = process.platform === 'win32';
  return runChild(isWindows ? 'npm.cmd' : 'npm', [...args, ...quiet], { ...options, env, shell: isWindows });
}
