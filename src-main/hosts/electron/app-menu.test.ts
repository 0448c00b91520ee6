import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuCommands } from '../../../src-preload/contract/bridge.ts';
import { runApplication } from '../../../tests/support/electron-stand-in/run-application.ts';
import { menuTemplate, type MenuFacts } from './app-menu.ts';
import { menuTexts } from './menu-texts.ts';

const facts: MenuFacts = {
  platform: 'linux',
  texts: menuTexts('en', 'en'),
  theme: 'dark',
  inspection: 'denied',
  send: () => undefined,
};

function flat(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
}

const press = (item: MenuItemConstructorOptions): void => {
  // What Electron hands over is not looked at.
  (item.click as (() => void) | undefined)?.();
};

describe('the native menu', () => {
  it.each(['linux', 'win32', 'darwin'] as const)(
    'on %s asks the window for everything it may, once',
    (platform) => {
      const sent: string[] = [];
      for (const item of flat(menuTemplate({ ...facts, platform, send: (command) => sent.push(command) })))
        press(item);
      expect(sent.sort()).toEqual([...menuCommands].sort());
    },
  );

  it('shows keys and leaves them to the window', () => {
    const withKeys = flat(menuTemplate(facts)).filter(({ accelerator }) => accelerator !== undefined);
    expect(withKeys.length).toBeGreaterThan(4);
    expect(withKeys.every(({ registerAccelerator }) => registerAccelerator === false)).toBe(true);
  });

  it('marks the theme that holds', () => {
    const radios = flat(menuTemplate(facts)).filter(({ type }) => type === 'radio');
    expect(radios.map(({ id, checked }) => [id, checked])).toEqual([
      ['theme-system', false],
      ['theme-dark', true],
      ['theme-light', false],
    ]);
  });

  it('has developer tools only where they are allowed', () => {
    const roles = (inspection: MenuFacts['inspection']) =>
      flat(menuTemplate({ ...facts, inspection })).map(({ role }) => role);
    expect(roles('denied')).not.toContain('toggleDevTools');
    expect(roles('denied')).not.toContain('forceReload');
    expect(roles('allowed')).toContain('toggleDevTools');
  });

  it('speaks the language that was chosen, else that of the system', () => {
    expect(menuTexts('system', 'de-CH').file).toBe('Datei');
    expect(menuTexts('system', 'den').file).toBe('File');
    expect(menuTexts('en', 'de-DE').file).toBe('File');
    expect(menuTexts('de', 'en-US').file).toBe('Datei');
  });

  it('reaches the window, and opens one where there is none', async () => {
    const { standIn } = await runApplication({ platform: 'darwin' });
    const file = standIn.menu.find(({ label }) => label === 'File');
    file?.submenu?.find(({ id }) => id === 'add-folder')?.click?.();
    expect(standIn.window.webContents.sent).toEqual([{ channel: 'rushes:menu', message: 'add-folder' }]);
    standIn.window.close();
    file?.submenu?.find(({ id }) => id === 'open-library')?.click?.();
    await expect
      .poll(() => standIn.windows[1]?.webContents.sent)
      .toEqual([{ channel: 'rushes:menu', message: 'open-library' }]);
  });
});
