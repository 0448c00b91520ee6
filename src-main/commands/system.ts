import { examineSystem } from '../library/doctor.ts';
import type { HandlersOf } from './handler.ts';

export const systemHandlers: HandlersOf<'system'> = {
  'system.doctor': async ({ libraryPath }, context) =>
    examineSystem(await context.inspectSystem(libraryPath)),
};
