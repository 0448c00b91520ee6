/** Opens ONNX files with onnxruntime, each session with the threads it was given and none that spins. */
import { access, constants } from 'node:fs/promises';
import { InferenceSession } from 'onnxruntime-node';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { Session } from '../model.ts';
import type { OnnxSignature, SignatureValue } from '../protocol.ts';
import { loadError, runError } from './runtime-errors.ts';

export interface OpenSession extends Session {
  readonly signature: OnnxSignature;
  release(): Promise<void>;
}

interface SessionOptions {
  readonly provider: string;
  readonly threads: number;
  /** 'none': it is not going to be run. */
  readonly optimization?: 'none';
}

/** onnxruntime's severity "error": what it warns of is not for people. */
const logSeverityLevel = 3;

/** @throws AppError model-damaged, model-unsuitable, permission-denied, out-of-memory; inference-failed where the provider can't be had */
export async function openSession(file: string, options: SessionOptions): Promise<OpenSession> {
  await checkReadable(file);
  const { provider, threads } = options;
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(file, {
      executionProviders: [provider],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
      ...(options.optimization === undefined ? {} : { graphOptimizationLevel: 'disabled' }),
    });
  } catch (error) {
    throw loadError(error, provider === 'cpu' ? { file } : { file, provider });
  }
  return {
    run: async (feeds) => {
      try {
        return await session.run(feeds);
      } catch (error) {
        throw runError(error, { file });
      }
    },
    inputMetadata: session.inputMetadata,
    signature: {
      inputs: session.inputMetadata.map(signatureValue),
      outputs: session.outputMetadata.map(signatureValue),
    },
    release: () => session.release(),
  };
}

async function checkReadable(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing) throw new AppError('model-damaged', { file, detail: 'the file is missing' }, error);
    throw new AppError('permission-denied', { file }, error);
  }
}

function signatureValue(value: InferenceSession.ValueMetadata): SignatureValue {
  if (!value.isTensor) return { name: value.name, type: 'other', shape: [] };
  const shape = value.shape.map((length) => (typeof length === 'number' ? length : null));
  return { name: value.name, type: value.type, shape };
}
