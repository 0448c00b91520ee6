/** Every command there is. What a host offers is made from this list. */
import type { Command, RequestInput, RequestOf, ResponseOf } from './command.ts';
import * as annotations from './commands/annotations.ts';
import * as cards from './commands/cards.ts';
import * as clip from './commands/clip.ts';
import * as collections from './commands/collections.ts';
import * as duplicates from './commands/duplicates.ts';
import * as events from './commands/events.ts';
import * as failures from './commands/failures.ts';
import * as library from './commands/library.ts';
import * as models from './commands/models.ts';
import * as scheduler from './commands/scheduler.ts';
import * as search from './commands/search.ts';
import * as settings from './commands/settings.ts';
import * as stages from './commands/stages.ts';
import * as system from './commands/system.ts';

export const commands = {
  'library.ingest': library.ingest,
  'library.add': library.add,
  'library.rescan': library.rescan,
  'library.stopScan': library.stopScan,
  'library.preview': library.preview,
  'library.makeSamples': library.makeSamples,
  'library.list': library.list,
  'library.status': library.status,
  'library.stats': library.statistics,
  'library.duplicates': library.duplicates,
  'library.backup': library.backup,
  'library.verify': library.verify,
  'duplicates.find': duplicates.find,
  'duplicates.preview': duplicates.preview,
  'duplicates.merge': duplicates.merge,
  'clip.info': clip.info,
  'clip.runStage': clip.runStage,
  'clip.timeline': clip.timeline,
  'clip.understanding': clip.understanding,
  'clip.editWord': clip.editWord,
  'clip.importSidecar': clip.importSidecar,
  'clip.removeSidecar': clip.removeSidecar,
  'clip.exif': clip.exif,
  'clip.annotations': clip.annotations,
  'clip.playback': clip.playback,
  'clip.prepareProxy': clip.prepareProxy,
  'cards.page': cards.page,
  'cards.byId': cards.byId,
  'cards.ids': cards.ids,
  'cards.position': cards.position,
  'cards.facets': cards.facets,
  'cards.places': cards.places,
  'cards.progress': cards.progress,
  'annotations.set': annotations.set,
  'annotations.tags': annotations.tags,
  'annotations.markOpened': annotations.markOpened,
  'collections.list': collections.list,
  'collections.count': collections.countClips,
  'collections.save': collections.save,
  'collections.remove': collections.remove,
  'collections.restore': collections.restore,
  'collections.order': collections.order,
  'collections.export': collections.exportAll,
  'collections.import': collections.importAll,
  'search.run': search.run,
  'search.facets': search.facets,
  'search.ids': search.ids,
  'search.similar': search.similar,
  'search.embed': search.embed,
  'search.suggest': search.suggest,
  'search.fields': search.fields,
  'search.reindex': search.reindex,
  'search.recent': collections.recent,
  'search.remember': collections.remember,
  'search.forgetRecent': collections.forgetRecent,
  'settings.read': settings.read,
  'settings.save': settings.save,
  'settings.readPlace': settings.readPlace,
  'settings.savePlace': settings.savePlace,
  'models.list': models.list,
  'models.info': models.info,
  'models.download': models.download,
  'models.pause': models.pause,
  'models.resume': models.resume,
  'models.cancel': models.cancel,
  'models.import': models.importPacks,
  'models.export': models.exportPacks,
  'models.verify': models.verify,
  'models.remove': models.remove,
  'models.use': models.use,
  'models.bench': models.bench,
  'stages.list': stages.list,
  'failures.list': failures.list,
  'failures.retry': failures.retry,
  'events.read': events.read,
  'scheduler.pause': scheduler.pause,
  'scheduler.resume': scheduler.resume,
  'scheduler.raise': scheduler.raise,
  'scheduler.cancel': scheduler.cancel,
  'system.doctor': system.doctor,
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;
/** As a handler gets it: parsed, defaults filled in. */
export type CommandRequest<N extends CommandName> = RequestOf<(typeof commands)[N]>;
/** As a caller writes it. */
export type CommandInput<N extends CommandName> = RequestInput<(typeof commands)[N]>;
export type CommandResponse<N extends CommandName> = ResponseOf<(typeof commands)[N]>;
export type AccessOf<N extends CommandName> = (typeof commands)[N]['access'];

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
