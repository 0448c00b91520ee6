/**
 * Which packages are inside the bundles. The manifest lists them as packages for development, since nothing of them is
 * loaded from node_modules at run time; what is shipped is what the window and the preload script import.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** @typedef {import('./setup/dependencies.mjs').LockedPackages} LockedPackages */

const bundledFolders = ['src-renderer', 'src-preload'];

/**
 * What a source file imports, as it stands in it.
 *
 * @param {string} name Of the file.
 * @param {string} text
 * @returns {readonly string[]}
 */
function importsOf(name, text) {
  if (name.endsWith('.css')) {
    return [...text.matchAll(/@import\s+(?:url\()?["']([^"']+)["']/g)].map((match) => match[1] ?? '');
  }
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** @param {string} source An import, such as `@scope/name/part`. */
const packageOf = (source) =>
  source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');

/** @param {string} source */
const isPackage = (source) => !/^[./]|^node:|^data:|^https?:/.test(source);

/**
 * Names of the packages that the bundled sources import themselves.
 *
 * @param {string} folder The checkout.
 * @returns {readonly string[]}
 */
function importedPackages(folder) {
  /** @type {Set<string>} */
  const names = new Set();
  for (const sources of bundledFolders.map((name) => join(folder, name))) {
    if (!existsSync(sources)) continue;
    for (const name of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(tsx?|css)$/.test(name) || /\.test\.tsx?$/.test(name)) continue;
      const imports = importsOf(name, readFileSync(join(sources, name), 'utf8'));
      for (const source of imports.filter(isPackage)) names.add(packageOf(source));
    }
  }
  // The preload script gets it from Electron itself.
  names.delete('electron');
  return [...names];
}

/**
 * Where a package finds another one, as Node does: in its own node_modules, else in those of the folders above.
 *
 * @param {LockedPackages} packages
 * @param {string} from Path of the package; '' for the checkout.
 * @param {string} name
 * @returns {string | null}
 */
function pathOfDependency(packages, from, name) {
  for (let above = from; ; above = above.slice(0, Math.max(0, above.lastIndexOf('node_modules/') - 1))) {
    const path = `${above === '' ? '' : `${above}/`}node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (above === '') return null;
  }
}

/**
 * The packages that the bundles are made from, with all that those depend on. More than is left in the bundles once unused
 * code has been taken out, never less.
 *
 * @param {string} folder The checkout.
 * @param {LockedPackages} packages Of package-lock.json.
 * @returns {ReadonlySet<string>} Their paths, such as `node_modules/react`.
 */
export function bundledPackages(folder, packages) {
  /** @type {Set<string>} */
  const found = new Set();
  const waiting = importedPackages(folder).map((name) => ({ from: '', name }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const path = pathOfDependency(packages, next.from, next.name);
    if (path === null) throw new Error(`package-lock.json has no "${next.name}", which the window imports.`);
    if (found.has(path)) continue;
    found.add(path);
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) waiting.push({ from: path, name });
  }
  return found;
}
