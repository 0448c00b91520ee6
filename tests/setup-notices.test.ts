import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { renderNotices } from '../build/notices.mjs';

const root = resolve(import.meta.dirname, '..');

it('THIRD-PARTY-NOTICES.md is current (else run "node build/notices.mjs")', () => {
  expect(readFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), 'utf8')).toBe(renderNotices(root));
});
