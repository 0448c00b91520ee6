/**
 * What the two halves of an image–text pair have in common: CLIP (Radford et al., "Learning Transferable Visual Models From Natural
 * Language Supervision", 2021) and SigLIP (Zhai et al., "Sigmoid Loss for Language Image Pre-Training", 2023). Both lie in one folder: the
 * picture half as `onnx/vision_model*.onnx`, the text half as `onnx/text_model*.onnx`.
 */
import type { PreTrainedModel } from '@huggingface/transformers';
import type { Hub } from './open-hub.ts';

export const imageTextTypes = ['clip', 'siglip'];

/** Outputs with the vector in the common space. CLIP's pooler_output is not in it: it comes before the projection. */
export function commonSpaceOutputs({ config }: Hub): readonly string[] {
  return config.model_type === 'clip' ? ['image_embeds', 'text_embeds'] : ['pooler_output'];
}

export function loadPictureHalf({ config, transformers, path, options }: Hub): Promise<PreTrainedModel> {
  const { CLIPVisionModelWithProjection, SiglipVisionModel } = transformers;
  const half = config.model_type === 'clip' ? CLIPVisionModelWithProjection : SiglipVisionModel;
  return half.from_pretrained(path, options);
}

export function loadTextHalf({ config, transformers, path, options }: Hub): Promise<PreTrainedModel> {
  const { CLIPTextModelWithProjection, SiglipTextModel } = transformers;
  const half = config.model_type === 'clip' ? CLIPTextModelWithProjection : SiglipTextModel;
  return half.from_pretrained(path, options);
}
