/** Words of the native menus and dialogs. Those of the window are in the window. */
import type { Preferences } from '../../../src-preload/contract/host-commands.ts';

const english = {
  file: 'File',
  addFolder: 'Add Folder…',
  openLibrary: 'Open Library…',
  settings: 'Settings…',
  edit: 'Edit',
  undo: 'Undo',
  selectAll: 'Select All',
  find: 'Find',
  view: 'View',
  library: 'Library',
  activity: 'Activity',
  models: 'Models',
  appearance: 'Appearance',
  system: 'Like the System',
  dark: 'Dark',
  light: 'Light',
  help: 'Help',
  keyboard: 'Keyboard Shortcuts',
  workDone: 'Indexing is done',
  stagesDone: (jobs: number) => (jobs === 1 ? '1 step finished' : `${jobs} steps finished`),
  stagesFailed: (failed: number) => `, ${failed} failed`,
  windowCrashed: 'The window has crashed more than once.',
  windowCrashedDetail: 'Your library is safe, and work on it goes on.',
  windowHangs: 'The window does not answer.',
  windowHangsDetail: 'You can wait for it, or load it again. Your library is not touched by that.',
  reload: 'Load Again',
  wait: 'Wait',
  quit: 'Quit',
};

export type MenuTexts = typeof english;

const german: MenuTexts = {
  file: 'Datei',
  addFolder: 'Ordner hinzufügen…',
  openLibrary: 'Bibliothek öffnen…',
  settings: 'Einstellungen…',
  edit: 'Bearbeiten',
  undo: 'Rückgängig',
  selectAll: 'Alles auswählen',
  find: 'Suchen',
  view: 'Ansicht',
  library: 'Bibliothek',
  activity: 'Aktivität',
  models: 'Modelle',
  appearance: 'Erscheinungsbild',
  system: 'Wie das System',
  dark: 'Dunkel',
  light: 'Hell',
  help: 'Hilfe',
  keyboard: 'Tastenkürzel',
  workDone: 'Die Clips sind erschlossen',
  stagesDone: (jobs) => (jobs === 1 ? '1 Schritt fertig' : `${jobs} Schritte fertig`),
  stagesFailed: (failed) => `, ${failed} fehlgeschlagen`,
  windowCrashed: 'Das Fenster ist mehrmals abgestürzt.',
  windowCrashedDetail: 'Die Bibliothek ist unversehrt, und die Arbeit an ihr geht weiter.',
  windowHangs: 'Das Fenster antwortet nicht.',
  windowHangsDetail: 'Sie können warten oder es neu laden. Die Bibliothek bleibt davon unberührt.',
  reload: 'Neu laden',
  wait: 'Warten',
  quit: 'Beenden',
};

/** @param systemLocale Such as "de-CH". */
export function menuTexts(language: Preferences['language'], systemLocale: string): MenuTexts {
  const chosen = language === 'system' ? systemLocale : language;
  return /^de\b/i.test(chosen) ? german : english;
}
