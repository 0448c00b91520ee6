import { describe, expect, it } from 'vitest';
import { browserPlaces } from '../build/setup/chromium.mjs';

const nothingOnPath = (): string | null => null;

describe('browserPlaces', () => {
  it('takes what is on PATH on Linux, Chromium before Chrome', () => {
    const onPath: Readonly<Record<string, string>> = {
      'google-chrome-stable': '/opt/google/chrome',
      'chromium-browser': '/usr/bin/chromium-browser',
    };
    expect(browserPlaces('linux', {}, (name) => onPath[name] ?? null)).toEqual([
      '/usr/bin/chromium-browser',
      '/opt/google/chrome',
    ]);
    expect(browserPlaces('linux', {}, nothingOnPath)).toEqual([]);
  });

  it('knows where Windows and macOS keep Chrome, which is not on PATH there', () => {
    const [windows, ...others] = browserPlaces('win32', { ProgramFiles: 'C:\\Programme' }, nothingOnPath);
    expect(windows).toMatch(/^C:\\Programme.Google.Chrome.Application.chrome\.exe$/);
    expect(others).toEqual([]);
    expect(browserPlaces('darwin', {}, nothingOnPath)).toContain(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
  });
});
