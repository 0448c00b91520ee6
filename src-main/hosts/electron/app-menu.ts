/** The native menu. What it can't do itself it asks the window for. */
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../../src-preload/contract/bridge.ts';
import type { Preferences } from '../../../src-preload/contract/host-commands.ts';
import type { MenuTexts } from './menu-texts.ts';

export interface MenuFacts {
  readonly platform: NodeJS.Platform;
  readonly texts: MenuTexts;
  readonly theme: Preferences['theme'];
  readonly inspection: 'allowed' | 'denied';
  send(command: MenuCommand): void;
}

type Item = MenuItemConstructorOptions;

const separator: Item = { type: 'separator' };

export function menuTemplate(facts: MenuFacts): Item[] {
  const isMac = facts.platform === 'darwin';
  return [
    ...(isMac ? [macMenu(facts)] : []),
    fileMenu(facts, isMac),
    editMenu(facts),
    viewMenu(facts),
    { role: 'windowMenu' },
    helpMenu(facts),
  ];
}

/**
 * `accelerator` is shown; off macOS the window itself hears the keys, so that they mean text where somebody writes. On macOS
 * the menu hears what the window did not take.
 */
function asking(facts: MenuFacts, label: string, command: MenuCommand, accelerator?: string): Item {
  return {
    id: command,
    label,
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => {
      facts.send(command);
    },
  };
}

function macMenu(facts: MenuFacts): Item {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      asking(facts, facts.texts.settings, 'settings', 'Cmd+,'),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}

function fileMenu(facts: MenuFacts, isMac: boolean): Item {
  const { texts } = facts;
  const common = [
    asking(facts, texts.addFolder, 'add-folder', 'CmdOrCtrl+O'),
    asking(facts, texts.openLibrary, 'open-library', 'CmdOrCtrl+Shift+O'),
    separator,
  ];
  if (isMac) return { label: texts.file, submenu: [...common, { role: 'close' }] };
  const settings = asking(facts, texts.settings, 'settings', 'Ctrl+,');
  return { label: texts.file, submenu: [...common, settings, separator, { role: 'quit' }] };
}

function editMenu(facts: MenuFacts): Item {
  const { texts } = facts;
  return {
    label: texts.edit,
    submenu: [
      asking(facts, texts.undo, 'undo', 'CmdOrCtrl+Z'),
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      asking(facts, texts.selectAll, 'select-all', 'CmdOrCtrl+A'),
      separator,
      asking(facts, texts.find, 'find', 'CmdOrCtrl+F'),
    ],
  };
}

function viewMenu(facts: MenuFacts): Item {
  const { texts } = facts;
  const inspection: Item[] =
    facts.inspection === 'allowed' ? [separator, { role: 'reload' }, { role: 'toggleDevTools' }] : [];
  return {
    label: texts.view,
    submenu: [
      asking(facts, texts.library, 'show-library'),
      asking(facts, texts.activity, 'show-activity'),
      asking(facts, texts.models, 'show-models'),
      separator,
      { label: texts.appearance, submenu: themeItems(facts) },
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...inspection,
    ],
  };
}

function themeItems(facts: MenuFacts): Item[] {
  const { texts } = facts;
  const choices = [
    ['system', texts.system, 'theme-system'],
    ['dark', texts.dark, 'theme-dark'],
    ['light', texts.light, 'theme-light'],
  ] as const;
  return choices.map(([theme, label, command]) => ({
    ...asking(facts, label, command),
    type: 'radio',
    checked: facts.theme === theme,
  }));
}

function helpMenu(facts: MenuFacts): Item {
  const about: Item[] = facts.platform === 'darwin' ? [] : [separator, { role: 'about' }];
  return {
    role: 'help',
    label: facts.texts.help,
    submenu: [asking(facts, facts.texts.keyboard, 'keyboard'), ...about],
  };
}
