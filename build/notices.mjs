/**
 * Writes THIRD-PARTY-NOTICES.md: the licences of everything that Rushes is shipped with, from package-lock.json and the
 * installed packages. Run it after a change of dependencies: `node build/notices.mjs`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundledPackages } from './bundled-packages.mjs';
import { rootFolder } from './setup/paths.mjs';

/** @typedef {import('./setup/dependencies.mjs').LockedPackages} LockedPackages */

/**
 * @typedef {object} Notice
 * @property {string} name
 * @property {string} version
 * @property {string} licence SPDX expression.
 * @property {string | null} text The licence's text; null for packages that are only installed on some systems.
 */

const header = `# Third-party notices

Rushes is shipped with the packages below. ffmpeg and ffprobe are not part of it: it runs those that are installed.
Inside exiftool-vendored.pl and exiftool-vendored.exe is ExifTool by Phil Harvey, under the terms of Perl itself (the
Artistic License or the GNU General Public License); inside better-sqlite3 is SQLite, which is in the public domain. The
desktop app comes with Electron (MIT), whose own notices and those of Chromium and Node are beside its program.

This file is written by \`node build/notices.mjs\` from package-lock.json and the licence files of the packages.
`;

/** @param {string} path Such as \`node_modules/a/node_modules/@b/c\`. */
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/**
 * The notices of all packages that are needed at run time or are inside the bundles, by name and version.
 *
 * @param {string} folder The checkout.
 * @returns {readonly Notice[]}
 */
function collectNotices(folder) {
  /** @type {LockedPackages} */
  const packages = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  /** @type {Map<string, Notice>} */
  const notices = new Map();
  const bundled = bundledPackages(folder, packages);
  for (const [path, { version, license, dev, devOptional, optional }] of Object.entries(packages)) {
    const isForDevelopment = dev === true || devOptional === true;
    if (path === '' || version === undefined || (isForDevelopment && !bundled.has(path))) continue;
    const name = nameOf(path);
    // What is optional differs from system to system, and this file must not.
    const text = optional === true ? null : licenceText(join(folder, path));
    const licence =
      license ?? (text === null ? licenceFromReadme(join(folder, path)) : licenceFromText(text));
    if (licence === null) throw new Error(`${name} ${version} says nowhere under which licence it is.`);
    notices.set(`${name} ${version}`, { name, version, licence, text });
  }
  return [...notices.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/**
 * @param {string} a
 * @param {string} b
 */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @param {string} folder Of the package. */
const licenceText = (folder) => textOfFile(folder, /^(licen[cs]e|copying)/i);

/**
 * @param {string} folder Of the package.
 * @param {RegExp} namedLike
 */
function textOfFile(folder, namedLike) {
  if (!existsSync(folder)) throw new Error(`${folder} is not installed: run "npm ci" first.`);
  const file = readdirSync(folder)
    .filter((name) => namedLike.test(name))
    .sort(compare)[0];
  if (file === undefined) return null;
  return readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
}

/** Some old packages name their licence only in its text… @param {string} text */
const licenceFromText = (text) => (/Permission is hereby granted, free of charge/.test(text) ? 'MIT' : null);

/** …or by one word below a heading of their readme. @param {string} folder */
const licenceFromReadme = (folder) =>
  /^#+ *licen[cs]e\s+([A-Za-z0-9.-]+)\s*$/im.exec(textOfFile(folder, /^readme/i) ?? '')?.[1] ?? null;

/**
 * The whole file.
 *
 * @param {string} folder The checkout.
 * @returns {string}
 */
export function renderNotices(folder) {
  const notices = collectNotices(folder);
  const list = notices.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  /** @type {Map<string, string[]>} */
  const byText = new Map();
  for (const { name, version, text } of notices) {
    if (text !== null) byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
  }
  const texts = [...byText].map(([text, names]) => `## ${names.join(', ')}\n\n${fenced(text)}`);
  const table = ['| package | version | licence |', '| --- | --- | --- |', ...list].join('\n');
  return `${[header.trimEnd(), table, ...texts].join('\n\n')}\n`;
}

/** @param {string} text */
const fenced = (text) => `\`\`\`text\n${text}\n\`\`\``;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(rootFolder, 'THIRD-PARTY-NOTICES.md'), renderNotices(rootFolder));
}
