/** Whether what a stage gave back is what was agreed. */
import { z } from 'zod';
import {
  type ArtifactMap,
  type ArtifactName,
  artifactSchemas,
  isArtifactName,
  timelineEntrySchema,
} from '../../src-preload/contract/artifacts.ts';
import { AppError, toAppError } from '../../src-preload/contract/errors.ts';
import type { AnyStage, StageLog, StageOutcome } from './stage.ts';
import { checkVectors, clampTimeline } from './timeline-check.ts';

/** Nothing is stored that its schema does not accept, and nothing on the timeline that lies beyond the clip. */
export function checkOutcome(
  stage: AnyStage,
  result: StageOutcome | AppError,
  clip: { readonly durationSec: number | null; readonly log: StageLog },
): StageOutcome | AppError {
  if (result instanceof AppError || result.state === 'skipped') return result;
  try {
    const artifacts: Partial<Record<ArtifactName, unknown>> = {};
    for (const name of stage.provides) {
      if (!isArtifactName(name)) continue;
      artifacts[name] = artifactSchemas[name].parse(result.artifacts[name]);
    }
    const timeline = z.array(timelineEntrySchema).parse(result.timeline ?? []);
    const { vectors = [] } = result;
    return {
      state: 'done',
      artifacts: artifacts as Partial<ArtifactMap>,
      timeline: clampTimeline(timeline, clip.durationSec, clip.log),
      vectors: checkVectors(vectors),
    };
  } catch (error) {
    const detail = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return toAppError(
      new AppError(
        'internal',
        { stage: stage.name, detail: `its result is not as agreed: ${detail}` },
        error,
      ),
    );
  }
}
