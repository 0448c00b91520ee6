/**
 * Draws what the command line prints for the sample clips, as the picture in README: `node build/terminal-picture.mjs`.
 * It needs a set-up checkout (`npm start` once).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../out/src-main/hosts/cli/main.js', import.meta.url));
const picture = fileURLToPath(new URL('../resources/terminal.svg', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rushes-picture-'));
const library = join(folder, 'Library.rushes');

/** @param {readonly string[]} words */
function rushes(...words) {
  const args = [main, ...words, '--library', library];
  return execFileSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trimEnd();
}

try {
  rushes('start');
  const list = rushes('list');
  const shown = /^(\w+)\s+\S*cuts\S*/m.exec(list)?.[1] ?? /^([0-9a-f]{6,})\s/m.exec(list)?.[1] ?? '';
  const info = rushes('info', shown).replaceAll(folder, '~');
  const lines = [
    '$ rushes list',
    ...list.replaceAll(folder, '~').split('\n'),
    '',
    `$ rushes info ${shown}`,
    ...info.split('\n'),
  ];
  writeFileSync(picture, draw(lines));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {readonly string[]} lines */
function draw(lines) {
  const lineHeight = 19;
  const columns = Math.max(...lines.map((line) => line.length));
  const width = Math.ceil(columns * 8.45) + 48;
  const height = lines.length * lineHeight + 72;
  const rows = lines.map((line, index) => {
    const colour = line.startsWith('$') ? '#8fd3a8' : /^[A-Z]/.test(line) ? '#9db4d6' : '#d8dce3';
    const y = 58 + index * lineHeight;
    return `<text x="24" y="${String(y)}" fill="${colour}" xml:space="preserve">${escape(line)}</text>`;
  });
  const dots = ['#e0655a', '#dfb24b', '#67b368'].map(
    (colour, index) => `<circle cx="${String(24 + index * 18)}" cy="20" r="5.5" fill="${colour}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" role="img">`,
    '<title>The library of sample clips, listed, and one clip of it described</title>',
    `<rect width="100%" height="100%" rx="10" fill="#1b1e25"/>`,
    ...dots,
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="14">',
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
