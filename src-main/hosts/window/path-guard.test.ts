import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../src-preload/contract/commands.ts';
import { hostCommands } from '../../../src-preload/contract/host-commands.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { guardedFields, guardRequest } from './guarded-requests.ts';
import { createPathGuard } from './path-guard.ts';

let base: string;
let root: string;
beforeAll(async () => {
  base = await tempDir();
  root = join(base, 'footage');
  await mkdir(join(root, 'day one'), { recursive: true });
  await mkdir(join(base, 'footage-secret'));
  await mkdir(join(base, 'outside'));
  await writeFile(join(base, 'outside', 'a.mp4'), '');
  await writeFile(join(root, 'a.mp4'), '');
  await symlink(join(base, 'outside'), join(root, 'way out'));
  await symlink(join(root, 'day one'), join(root, 'way in'));
  await symlink(join(base, 'outside', 'not yet'), join(root, 'dangling'));
  await symlink(root, join(base, 'to the root'));
});

const refused = (detail: string) => ({
  code: 'permission-denied',
  facts: { detail: expect.stringContaining(detail) as string },
});

describe('the path guard', () => {
  it('admits what is in a root, and gives the real path', async () => {
    const guard = createPathGuard([root]);
    expect(await guard.admit(root)).toBe(root);
    expect(await guard.admit(join(root, 'a.mp4'))).toBe(join(root, 'a.mp4'));
    expect(await guard.admit(join(root, 'way in'))).toBe(join(root, 'day one'));
    expect(await guard.admit(join(base, 'to the root', 'day one'))).toBe(join(root, 'day one'));
  });

  it('admits what is not there yet, below a folder that is', async () => {
    const guard = createPathGuard([root]);
    expect(await guard.admit(join(root, 'way in', 'new', 'Lib.rushes'))).toBe(
      join(root, 'day one', 'new', 'Lib.rushes'),
    );
  });

  it.each([
    ['a neighbour', () => join(base, 'outside', 'a.mp4')],
    ['a neighbour whose name begins alike', () => join(base, 'footage-secret')],
    ['a folder above', () => base],
    ['a link that leads out', () => join(root, 'way out')],
    ['what is behind a link that leads out', () => join(root, 'way out', 'a.mp4')],
    ['what would be behind a link that leads out', () => join(root, 'way out', 'new', 'b')],
    ['what is not there outside', () => '/nowhere/at/all'],
  ])('refuses %s, and says what to do', async (_what, path) => {
    await expect(createPathGuard([root]).admit(path())).rejects.toMatchObject({
      code: 'permission-denied',
      facts: { file: path(), detail: expect.stringContaining('--root') as string },
    });
  });

  it.each([
    ['dots', () => `${root}/day one/../a.mp4`, '".."'],
    ['NUL', () => `${root}/a.mp4\0.txt`, 'NUL'],
    ['no beginning', () => 'footage/a.mp4', 'from the root'],
    ['an empty path', () => '', 'from the root'],
    ['a home that only shells know', () => '~/a.mp4', 'from the root'],
    ['a link that leads nowhere', () => join(root, 'dangling'), 'leads nowhere'],
    ['what would be behind it', () => join(root, 'dangling', 'x'), 'leads nowhere'],
  ])('refuses a path with %s, wherever it is', async (_what, path, detail) => {
    await expect(createPathGuard([root]).admit(path())).rejects.toMatchObject(refused(detail));
    await expect(createPathGuard('all').admit(path())).rejects.toMatchObject({ code: 'permission-denied' });
  });

  it('leaves out roots that are in others', () => {
    expect(createPathGuard(['/a/b', '/a', '/ab', '/a']).roots).toEqual(['/a', '/ab']);
  });
});

describe('requests of windows', () => {
  it('are held to the roots in every field that carries a path', async () => {
    const guard = createPathGuard([root]);
    const outside = join(base, 'outside');
    for (const [name, fields] of Object.entries(guardedFields)) {
      for (const field of Object.keys(fields)) {
        const value = field === 'paths' ? [root, outside] : outside;
        const request = { recursive: true, [field]: value };
        await expect(guardRequest(name, request, guard), `${name}.${field}`).rejects.toMatchObject({
          code: 'permission-denied',
        });
      }
    }
  });

  it('go on with real paths, and are otherwise as they were', async () => {
    const guard = createPathGuard([root]);
    const request = { paths: [join(root, 'way in')], recursive: false, pattern: '*.mov' };
    expect(await guardRequest('library.add', request, guard)).toEqual({
      ...request,
      paths: [join(root, 'day one')],
    });
    expect(await guardRequest('library.backup', { target: null }, guard)).toEqual({ target: null });
    expect(await guardRequest('library.add', { paths: 7 }, guard)).toEqual({ paths: 7 });
    expect(await guardRequest('library.add', null, guard)).toBeNull();
  });

  it('name clips by id, or by a path in the roots', async () => {
    const guard = createPathGuard([root]);
    const ask = (clip: string, relativeTo: string | null = null) =>
      guardRequest('clip.info', { clip, relativeTo }, guard);
    expect(await ask('ab12')).toEqual({ clip: 'ab12', relativeTo: null });
    expect(await ask(join(root, 'gone.mp4'))).toEqual({ clip: join(root, 'gone.mp4'), relativeTo: null });
    await expect(ask(join(base, 'outside', 'a.mp4'))).rejects.toMatchObject({ code: 'permission-denied' });
    await expect(ask('../outside/a.mp4', root)).rejects.toMatchObject({ code: 'permission-denied' });
    await expect(ask('a.mp4', join(base, 'outside'))).rejects.toMatchObject({ code: 'permission-denied' });
  });
});

/** Fields that sound like paths and are none. */
const notPaths = new Map([
  ['cards.page filter.place.folder', 'a key of the library: folders that clips were seen in'],
  ['cards.ids filter.place.folder', 'the same'],
  ['cards.position filter.place.folder', 'the same'],
  ['cards.facets filter.place.folder', 'the same'],
  ['settings.savePlace place.filter.place.folder', 'the same'],
  ['library.ingest pattern', 'a glob for names below the paths'],
  ['collections.import fileName', 'what a file is called whose text comes with it'],
  ['clip.importSidecar fileName', 'what a file is called whose text comes with it'],
]);

const soundsLikePath =
  /path|folder|dir|file|target|source|output|dest|location|relative|root|mount|clip$|^keep$|^others$/i;

/** Every field of a request that takes text, with its way from the top. */
function textFields(schema: unknown, way: readonly string[] = []): string[] {
  const json = schema as {
    type?: string | string[];
    enum?: unknown;
    properties?: Record<string, unknown>;
    items?: unknown;
    anyOf?: unknown[];
    allOf?: unknown[];
    oneOf?: unknown[];
    additionalProperties?: unknown;
  };
  const inner = [...(json.anyOf ?? []), ...(json.allOf ?? []), ...(json.oneOf ?? []), json.items].filter(
    (part) => part !== undefined,
  );
  return [
    ...([json.type].flat().includes('string') && json.enum === undefined ? [way.join('.')] : []),
    ...inner.flatMap((part) => textFields(part, way)),
    ...Object.entries(json.properties ?? {}).flatMap(([name, part]) => textFields(part, [...way, name])),
    ...(typeof json.additionalProperties === 'object'
      ? textFields(json.additionalProperties, [...way, '*'])
      : []),
  ];
}

describe('the table of guarded fields', () => {
  const all = Object.entries({ ...commands, ...hostCommands }).flatMap(([name, { request }]) =>
    [...new Set(textFields(z.toJSONSchema(request, { io: 'input', unrepresentable: 'any' })))].map(
      (field) => ({
        name,
        field,
      }),
    ),
  );

  it('has every field of the contract that sounds like a path', () => {
    const covered = (name: string, field: string): boolean => {
      const fields: Readonly<Record<string, unknown>> =
        (guardedFields as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[name] ?? {};
      return Object.hasOwn(fields, field) || notPaths.has(`${name} ${field}`);
    };
    const suspects = all.filter(({ field }) => soundsLikePath.test(field));
    expect(suspects.length).toBeGreaterThan(20);
    expect(suspects.filter(({ name, field }) => !covered(name, field))).toEqual([]);
  });

  it('has none that the contract does not have', () => {
    const known = new Set(all.map(({ name, field }) => `${name} ${field}`));
    const listed = Object.entries(guardedFields).flatMap(([name, fields]) =>
      Object.keys(fields).map((field) => `${name} ${field}`),
    );
    expect(listed.filter((field) => !known.has(field))).toEqual([]);
  });
});
