import { describe, expect, it } from 'vitest';
import { dependenciesLack } from '../build/setup/dependencies.mjs';
import { nestedNpmEnvironment } from '../build/setup/npm.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
  'node_modules/sharp-win32': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};

describe('dependenciesLack', () => {
  it('is content with what the lock file names, without optional packages for other systems', () => {
    expect(
      dependenciesLack(wanted, { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' } }),
    ).toBeNull();
  });

  it('wants an installation where there is none, or where one was cut off', () => {
    expect(dependenciesLack(wanted, null)).toBe('no packages are installed yet');
  });

  it.each([
    { change: 'a version', installed: { 'node_modules/zod': { version: '3.9.0', integrity: 'sha512-a' } } },
    { change: 'content', installed: { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-z' } } },
    { change: 'a missing package', installed: {} },
    {
      change: 'an optional package',
      installed: {
        'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
        'node_modules/sharp-win32': { version: '0.9.0', integrity: 'sha512-b' },
      },
    },
  ])('notices $change', ({ installed }) => {
    expect(dependenciesLack(wanted, installed)).toBe('package-lock.json has changed');
  });
});

describe('nestedNpmEnvironment', () => {
  it('keeps where packages come from, and drops the settings of the outer run', () => {
    const environment = nestedNpmEnvironment({
      HOME: '/home/somebody',
      npm_config_registry: 'https://registry.invalid/',
      npm_config_loglevel: 'silent',
      npm_config_local_prefix: '/elsewhere',
      npm_config_omit: 'dev',
    });
    expect(environment).toEqual({
      HOME: '/home/somebody',
      npm_config_registry: 'https://registry.invalid/',
      ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
      ONNXRUNTIME_NODE_INSTALL: 'skip',
    });
  });
});
