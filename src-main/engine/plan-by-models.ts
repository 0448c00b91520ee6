/** Keeps the plans of a library in step with what is installed and what is turned on or off. */
import type { StageSwitches } from '../pipeline/profiles.ts';
import type { Scheduler } from '../pipeline/scheduler.ts';
import type { Log } from '../platform/log.ts';
import type { LibraryModels } from './library-models.ts';

/** Gives what sets the switches, which are the stored ones until then; it throws AppError bad-arguments. */
export function planByModels(
  scheduler: Pick<Scheduler, 'setConditions' | 'retryFailedOf'>,
  models: Pick<LibraryModels, 'keys' | 'onModelsChanged' | 'onRepaired'>,
  { stored, log }: { readonly stored: StageSwitches; readonly log: Log },
): (switches: StageSwitches) => void {
  let switches = stored;
  try {
    scheduler.setConditions({ models: models.keys(), switches });
  } catch (error) {
    // Those of another Rushes, whose stages needed each other differently.
    log.warn('the stored switches of stages do not fit any more', { error });
    switches = {};
    scheduler.setConditions({ models: models.keys(), switches });
  }
  models.onModelsChanged(() => {
    scheduler.setConditions({ models: models.keys(), switches });
  });
  models.onRepaired(() => {
    scheduler.retryFailedOf('model-damaged');
  });
  return (wanted) => {
    scheduler.setConditions({ models: models.keys(), switches: wanted });
    switches = wanted;
  };
}
