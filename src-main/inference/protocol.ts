/**
 * What the engine and its inference process say to each other, over whatever carries structured messages. Every message has
 * the protocol's version; both sides end the conversation at a message of another.
 *
 *   engine                                    inference process
 *   --- open {settings} ------------------>
 *   --- run / load / inspect / … {id} ---->   as many at once as `lanes`, others wait there in order
 *   <--------------------- reply {id, …}      exactly one for each id, unless the process dies; with how the process is
 *   <--------------------- state {…}          now and then while something runs
 *   --- close ---------------------------->
 *   <--------------------- (process ends at once)
 *
 * Arrays of numbers travel as they are, by structured clone. What a model is given is typed only (`TaskInputs`); what it
 * answers is parsed by the engine against its task's schema.
 */
import { z } from 'zod';
import { errorSchema, type SerializedError } from '../../src-preload/contract/errors.ts';
import { taskName } from '../../src-preload/contract/inference-tasks.ts';

/** Raise it with every change of a message. */
export const protocolVersion = 1;

const header = { version: z.literal(protocolVersion) };
const id = z.number().int().nonnegative();
const bytes = z.number().nonnegative();

const modelInUse = z.object({
  key: z.string().min(1),
  model: z.string().min(1),
  files: z.record(z.string(), z.string()),
  hub: z.object({ path: z.string(), dtype: z.string() }).nullable(),
  provider: z.string().min(1),
});

export const processSettings = z.object({
  /** Requests that run at once. */
  lanes: z.number().int().positive(),
  /** Threads of one session. */
  intraOpThreads: z.number().int().positive(),
  /** A file: address ending in "/"; null: Rushes' own models. */
  modelsFolder: z.string().nullable(),
  /** Models that were not used for so long are unloaded. */
  keepWarmSec: z.number().positive(),
  /** With more resident memory than this, all models but those in use are unloaded. */
  spareBytes: bytes,
});
export type ProcessSettings = z.infer<typeof processSettings>;

/** What a lane of the process does; `unload`, `measure` and `providers` are for the process as a whole. */
const laneQuestions = [
  z.object({ kind: z.literal('load'), model: modelInUse }),
  z.object({ kind: z.literal('run'), model: modelInUse, task: taskName, input: z.unknown() }),
  z.object({ kind: z.literal('inspect'), path: z.string() }),
  z.object({ kind: z.literal('self-test'), model: modelInUse }),
] as const;

export const laneQuestion = z.discriminatedUnion('kind', laneQuestions);
export type LaneQuestion = z.infer<typeof laneQuestion>;

export const question = z.discriminatedUnion('kind', [
  ...laneQuestions,
  /** `key` null: all of them. */
  z.object({ kind: z.literal('unload'), key: z.string().nullable() }),
  z.object({ kind: z.literal('measure') }),
  z.object({ kind: z.literal('providers') }),
]);
export type Question = z.infer<typeof question>;

export const toInference = z.discriminatedUnion('kind', [
  z.object({ ...header, kind: z.literal('open'), settings: processSettings }),
  z.object({ ...header, kind: z.literal('ask'), id, question }),
  z.object({ ...header, kind: z.literal('close') }),
]);
export type ToInference = z.infer<typeof toInference>;

/** How the process is. */
export const processState = z.object({
  /** Resident memory. */
  memoryBytes: bytes,
  /** The most of it that there was. */
  peakMemoryBytes: bytes,
  /** Keys of the models that are loaded, each once. */
  loaded: z.array(z.string()),
});
export type ProcessState = z.infer<typeof processState>;

const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorSchema }),
]);
export type Answer =
  { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly error: SerializedError };

export const fromInference = z.discriminatedUnion('kind', [
  z.object({ ...header, kind: z.literal('reply'), id, answer, state: processState }),
  z.object({ ...header, kind: z.literal('state'), state: processState }),
  /** It was spoken to in another version, and ends. */
  z.object({ ...header, kind: z.literal('refused'), heard: z.unknown() }),
]);
export type FromInference = z.infer<typeof fromInference>;

/** A message as whoever sends it writes it. */
export type Unversioned<T> = T extends unknown ? Omit<T, 'version'> : never;

/** The version of whatever was received; null where it has none. */
export function versionOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'version' in message ? message.version : null;
}

// Answers of questions other than `run`.

const signatureValue = z.object({
  name: z.string(),
  /** As onnxruntime calls it: "float32", "int64"…; "other": not a tensor. */
  type: z.string(),
  /** null: may differ. */
  shape: z.array(z.number().nullable()),
});
export type SignatureValue = z.infer<typeof signatureValue>;

/** What goes into an ONNX file and comes out of it. */
export const onnxSignature = z.object({
  inputs: z.array(signatureValue),
  outputs: z.array(signatureValue),
});
export type OnnxSignature = z.infer<typeof onnxSignature>;

export const providerList = z.array(z.string());

/** How an execution provider did against the CPU. */
export const providerTrial = z.object({
  provider: z.string(),
  state: z.enum(['used', 'slower', 'wrong', 'unavailable']),
  /** Time on the CPU over time on it: above 1 it is faster. null: not measured. */
  ratio: z.number().nullable(),
  /** For people. */
  detail: z.string(),
});
export type ProviderTrial = z.infer<typeof providerTrial>;
