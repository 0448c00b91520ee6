/** Every text of the window, by area. English is the measure: another language has the same keys, or it is a type error. */
import { activity } from './en/activity.ts';
import { adding } from './en/adding.ts';
import { clip } from './en/clip.ts';
import { collections } from './en/collections.ts';
import { duplicates } from './en/duplicates.ts';
import { library } from './en/library.ts';
import { models } from './en/models.ts';
import { search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { terms } from './en/terms.ts';
import { understood } from './en/understood.ts';
import { activity as activityDe } from './de/activity.ts';
import { adding as addingDe } from './de/adding.ts';
import { clip as clipDe } from './de/clip.ts';
import { collections as collectionsDe } from './de/collections.ts';
import { duplicates as duplicatesDe } from './de/duplicates.ts';
import { library as libraryDe } from './de/library.ts';
import { models as modelsDe } from './de/models.ts';
import { search as searchDe } from './de/search.ts';
import { settings as settingsDe } from './de/settings.ts';
import { shell as shellDe } from './de/shell.ts';
import { terms as termsDe } from './de/terms.ts';
import { understood as understoodDe } from './de/understood.ts';

export const english = {
  activity,
  adding,
  clip,
  collections,
  duplicates,
  library,
  models,
  search,
  settings,
  shell,
  terms,
  understood,
} as const;

/** The same keys with any text. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };

export const german: Translated<typeof english> = {
  activity: activityDe,
  adding: addingDe,
  clip: clipDe,
  collections: collectionsDe,
  duplicates: duplicatesDe,
  library: libraryDe,
  models: modelsDe,
  search: searchDe,
  settings: settingsDe,
  shell: shellDe,
  terms: termsDe,
  understood: understoodDe,
};
