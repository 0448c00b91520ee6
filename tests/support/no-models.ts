/** A machine on which no model is installed, and no program that writes down speech. */
import { AppError } from '../../src-preload/contract/errors.ts';
import type { SpeechToolbox } from '../../src-main/media/speech-tools.ts';
import type { ModelService } from '../../src-main/pipeline/stage-inference.ts';

export const noModelService: ModelService = {
  modelFor: () => null,
  run: (task) => Promise.reject(new AppError('model-missing', { task })),
};

export const noSpeechTools: SpeechToolbox = {
  programs: [],
  forRun: () => ({
    programs: [],
    transcribe: (tool) => Promise.reject(new AppError('tool-missing', { tool })),
  }),
};
