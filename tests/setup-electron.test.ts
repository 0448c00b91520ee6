import { describe, expect, it } from 'vitest';
import { canShowWindows } from '../build/setup/electron.mjs';

describe("Electron's program is fetched only where a window could be shown", () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: '' }, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['darwin', {}, true],
    ['win32', {}, true],
  ] as const)('on %s with %j: %s', (platform, environment, expected) => {
    expect(canShowWindows(environment, platform)).toBe(expected);
  });
});
