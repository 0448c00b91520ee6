import { readWindowPlace, saveWindowPlace } from '../library/window-place.ts';
import { readWorkSettings, saveWorkSettings } from '../library/work-settings.ts';
import type { HandlersOf } from './handler.ts';

export const settingsHandlers: HandlersOf<'settings'> = {
  'settings.read': (_request, context) => readWorkSettings(context),
  'settings.save': saveWorkSettings,
  'settings.readPlace': (_request, context) => readWindowPlace(context),
  'settings.savePlace': saveWindowPlace,
};
