/** Clips that are made for their sound, and the models that listen to it. */
import sileroModel from '../../src-main/inference/models/silero.model.ts';
import yamnetModel from '../../src-main/inference/models/yamnet.model.ts';
import { makeClip } from './make-clip.ts';
import type { RealModels } from './real-inference.ts';
import { tempDir } from './temp-dir.ts';

export const listeningModels = {
  'speech-activity': { model: sileroModel, files: { model: 'models/vad/silero/silero_vad.onnx' } },
  'sound-events': {
    model: yamnetModel,
    files: {
      model: 'models/sound/yamnet/yamnet_spectra_in.DERIVED.onnx',
      labels: 'models/sound/yamnet/class_names.json',
    },
  },
} as const satisfies RealModels;

/** A grey picture with the sound of a file, as it is stored there. `delaySec`: the sound begins so much later than the picture. */
export async function clipWithSound(
  soundPath: string,
  options: { readonly name?: string; readonly delaySec?: number; readonly soundCodec?: string } = {},
): Promise<string> {
  const { name = 'clip.mkv', delaySec = 0, soundCodec = 'copy' } = options;
  const picture = ['-f', 'lavfi', '-i', 'color=gray:size=64x36:rate=5'];
  const sound = ['-itsoffset', String(delaySec), '-i', soundPath];
  const codecs = ['-map', '0:v', '-map', '1:a', '-c:v', 'mpeg4', '-c:a', soundCodec, '-shortest'];
  return makeClip(await tempDir(), name, [...picture, ...sound, ...codecs]);
}
