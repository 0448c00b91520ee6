import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runPackage, systemsOf } from '../build/commands/package.mjs';
import { builderConfiguration } from '../build/package/builder-configuration.mjs';
import { electronProgram, electronVersion, fetchElectron } from '../build/setup/electron-binary.mjs';
import { tempDir } from './support/temp-dir.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const plain = builderConfiguration({ electronFolder: null, ffmpegFolder: null });

type Validate = (configuration: unknown, debugLogger: unknown) => Promise<void>;

/** electron-builder's own check of its configuration, by its own schema. */
function validator(): Validate {
  const ofBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
  const { validateConfiguration } = ofBuilder('app-builder-lib/out/util/config/config') as {
    validateConfiguration: Validate;
  };
  return validateConfiguration;
}

const quiet = { isEnabled: false, add: () => undefined };

describe('the configuration of electron-builder', () => {
  it('fits its schema', async () => {
    const validate = validator();
    await validate(plain, quiet);
    await validate(builderConfiguration({ electronFolder: '/electron', ffmpegFolder: '/ffmpeg' }), quiet);
    await expect(validate({ ...plain, electronFuses: { runAsNod: false } }, quiet)).rejects.toThrow(
      'electronFuses',
    );
    await expect(validate({ ...plain, mac: { hardenedRuntime: 'yes' } }, quiet)).rejects.toThrow(
      'hardenedRuntime',
    );
  });

  it('survives being written as JSON', () => {
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
  });

  it('starts the program that the checkout starts', async () => {
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { main?: string };
    const { main } = plain.extraMetadata as { main: string };
    expect(main).toBe(manifest.main);
    expect(existsSync(join(root, main.replace(/^out\//, '').replace(/\.js$/, '.ts')))).toBe(true);
  });

  it('leaves programs and native code outside the archive', () => {
    expect(plain.asarUnpack).toEqual(
      expect.arrayContaining([
        '**/*.node',
        'node_modules/better-sqlite3/**',
        'node_modules/sharp/**',
        'node_modules/@img/**',
        'node_modules/exiftool-vendored.*/**',
      ]),
    );
  });

  it('has something for each system, and for macOS the hardened runtime with an entitlement only for V8', async () => {
    expect(plain.linux?.target).toEqual(['AppImage', 'deb']);
    expect(plain.mac).toMatchObject({
      hardenedRuntime: true,
      target: [{ target: 'dmg' }, { target: 'zip' }],
    });
    expect(plain.win).toMatchObject({ target: [{ target: 'nsis' }], requestedExecutionLevel: 'asInvoker' });
    const entitlements = await readFile(join(root, plain.mac?.entitlements ?? ''), 'utf8');
    expect([...entitlements.matchAll(/<key>(.*)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
    expect(plain.mac?.entitlementsInherit).toBe(plain.mac?.entitlements);
  });

  it('uploads nothing', () => {
    expect(plain.publish).toBeNull();
  });

  it('includes ffmpeg only where somebody named it', () => {
    expect(JSON.stringify(plain.extraResources)).not.toContain('ffmpeg');
    const { extraResources } = builderConfiguration({ electronFolder: null, ffmpegFolder: '/opt/ffmpeg' });
    expect(extraResources).toContainEqual({ from: '/opt/ffmpeg', to: 'ffmpeg' });
  });

  it('has an icon that is large enough for every system, and looks like its source', async () => {
    const folder = join(root, plain.directories?.buildResources ?? '');
    const { width, height, hasAlpha } = await sharp(join(folder, 'icon.png')).metadata();
    expect({ width, height, hasAlpha }).toEqual({ width: 1024, height: 1024, hasAlpha: true });
    const pixels = (file: string): Promise<Buffer> =>
      sharp(join(folder, file), { density: 96 }).resize(1024, 1024).ensureAlpha().raw().toBuffer();
    const [drawn, source] = await Promise.all([pixels('icon.png'), pixels('icon.svg')]);
    const difference = drawn.reduce((sum, value, index) => sum + Math.abs(value - (source[index] ?? 0)), 0);
    expect(difference / drawn.length).toBeLessThan(0.5);
  });
});

describe("Electron's program", () => {
  it('is found where it is unpacked, under the name that it has on each system', async () => {
    const folder = await tempDir();
    const environment = { ELECTRON_OVERRIDE_DIST_PATH: folder };
    for (const [platform, path] of [
      ['linux', ['electron']],
      ['win32', ['electron.exe']],
      ['darwin', ['Electron.app', 'Contents', 'MacOS', 'Electron']],
    ] as const) {
      expect(electronProgram(environment, platform)).toBeNull();
      await mkdir(join(folder, ...path.slice(0, -1)), { recursive: true });
      await writeFile(join(folder, ...path), '');
      await chmod(join(folder, ...path), 0o755);
      expect(electronProgram(environment, platform)).toBe(join(folder, ...path));
    }
    await expect(fetchElectron(environment)).resolves.toBeNull();
  });
});

describe('npm run package', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('knows which systems are asked for', () => {
    expect(systemsOf([])).toEqual([]);
    expect(systemsOf(['--linux', 'deb', '--x64'])).toEqual(['linux']);
    expect(systemsOf(['-m', '-w']).sort()).toEqual(['darwin', 'win32']);
  });

  it("gives up at once, and says what to do, where Electron's program can not be had", async () => {
    // A place where nobody is: nothing is asked of anybody outside.
    vi.stubEnv('ELECTRON_MIRROR', 'http://127.0.0.1:9/');
    vi.stubEnv('electron_config_cache', await tempDir());
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', await tempDir());
    const failure = await runPackage([]).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: 'SetupError' });
    const { message } = failure as Error;
    for (const remedy of ['ELECTRON_MIRROR', 'ELECTRON_OVERRIDE_DIST_PATH', electronVersion(), 'npm start'])
      expect(message).toContain(remedy);
    expect(message.split('\n').length).toBeLessThan(8);
  });

  it('refuses a folder of ffmpeg that has none', async () => {
    vi.stubEnv('RUSHES_PACKAGE_FFMPEG', await tempDir());
    await expect(runPackage([])).rejects.toThrow('RUSHES_PACKAGE_FFMPEG');
  });
});
