/**
 * Sound events by an audio classifier in Hugging Face's layout: the Audio Spectrogram Transformer (Gong, Chung & Glass, "AST", 2021),
 * which was trained on AudioSet's clips of 10 s. Each window is judged for itself; the last one is filled up with silence.
 *
 * AudioSet's sounds go on at the same time, so each has a probability of its own (sigmoid); of classes that exclude each other, such as
 * spoken commands, the probabilities add up to 1.
 */
import { loadParts, openHub, runParts, type HubConfig } from '../hub/open-hub.ts';
import { classLabels, outputFloats, scoredLabels, sigmoid, softmax } from '../hub/output-floats.ts';
import { defineHubModel } from '../model.ts';

const modelTypes = ['audio-spectrogram-transformer'];

const sampleRate = 16_000;
const windowSamples = 10 * sampleRate;
/** A remainder shorter than one of YAMNet's windows says nothing of its own. */
const shortestRemainder = 0.96 * sampleRate;
/** One of the frames of 25 ms that the spectrogram is made of. */
const shortestSound = 0.025 * sampleRate;
/** Of AudioSet's classes. */
const audioSetClasses = 527;
/** Labels told for each window. */
const bestLabels = 5;

export default defineHubModel({
  name: 'hub-sound-events',
  title: 'Sound events',
  task: 'sound-events',
  version: 1,
  rank: 70,
  modelTypes,
  async load(folder) {
    const hub = await openHub(folder, modelTypes);
    const labels = classLabels(hub);
    const { AutoFeatureExtractor, AutoModelForAudioClassification } = hub.transformers;
    const [extractor, model] = await loadParts(hub, () =>
      Promise.all([
        AutoFeatureExtractor.from_pretrained(hub.path, hub.options),
        AutoModelForAudioClassification.from_pretrained(hub.path, hub.options),
      ]),
    );
    const probabilities = goTogether(hub.config, labels.length) ? sigmoid : softmax;
    return {
      run: ({ samples }) =>
        runParts(hub, async () => {
          const windows = [];
          for (const start of windowStarts(samples.length)) {
            const end = Math.min(samples.length, start + windowSamples);
            const inputs: unknown = await extractor._call(samples.subarray(start, end));
            const logits = outputFloats(hub, await model.forward(inputs), ['logits']).data;
            const scores = scoredLabels(probabilities(logits), labels).slice(0, bestLabels);
            windows.push({ startSec: start / sampleRate, endSec: end / sampleRate, scores });
          }
          return { windows };
        }),
      dispose: async () => {
        await model.dispose();
      },
    };
  },
});

function goTogether({ problem_type: problem }: HubConfig, classes: number): boolean {
  return problem === 'multi_label_classification' || classes === audioSetClasses;
}

/** In samples. */
function windowStarts(length: number): number[] {
  const starts = [];
  for (let start = 0; start < length; start += windowSamples) {
    if (length - start >= (start === 0 ? shortestSound : shortestRemainder)) starts.push(start);
  }
  return starts;
}
