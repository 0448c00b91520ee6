/** The command that makes vectors of what somebody searches for: of words, and of a picture. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import type { TaskName } from '../../src-preload/contract/inference-tasks.ts';
import { AppError, toAppError } from '../../src-preload/contract/errors.ts';
import type { QueryVector } from '../../src-preload/contract/search.ts';
import type { Connection } from '../db/connection.ts';
import { modelsOfVectors } from '../db/repositories/search-vectors-of-clip.repository.ts';
import type { ModelService } from '../pipeline/stage-inference.ts';
import { sha256Hex } from '../platform/hashing.ts';
import { decodePicture } from './embed-picture.ts';
import { bytesOfFloats, kindsOfSpace } from './vectors/vector-space.ts';

export interface QueryEmbedderParts {
  readonly connection: Connection;
  readonly models: ModelService;
  /** Id of the pack that a person would install for a task; null: there is none in the catalogue. */
  readonly packFor: (task: TaskName) => string | null;
}

/** What the command needs of its surroundings. */
export interface EmbedDeps {
  readonly queryEmbedder: Pick<QueryEmbedder, 'embed'>;
}

type Answer = CommandResponse<'search.embed'>;
type EmbeddingTask = Extract<TaskName, 'text-embedding' | 'text-features' | 'picture-features'>;

interface Asked {
  readonly task: EmbeddingTask;
  readonly space: QueryVector['space'];
  readonly key: string;
  /** Words, or a picture's file in base64. */
  readonly given: string;
}

/** While somebody types, goes back a letter and comes again. */
const rememberedAnswers = 32;

const kindsBehind: Readonly<Record<QueryVector['space'], readonly string[]>> = {
  text: [...kindsOfSpace.summary, ...kindsOfSpace.keywords],
  picture: kindsOfSpace.picture,
};

export function embedQuery(
  request: CommandRequest<'search.embed'>,
  { queryEmbedder }: EmbedDeps,
  signal: AbortSignal,
): Promise<Answer> {
  return queryEmbedder.embed(request, signal);
}

export class QueryEmbedder {
  readonly #parts: QueryEmbedderParts;
  /** Model, task and what it was given -> vector; the one used last comes last. */
  readonly #answers = new Map<string, QueryVector>();

  constructor(parts: QueryEmbedderParts) {
    this.#parts = parts;
  }

  /**
   * A model whose vectors the library does not have would be compared with none: then the task counts as missing, as if the model was
   * not installed. Where the library has none of that space, any model will do.
   *
   * @throws AppError model-damaged, inference-failed, out-of-memory, cancelled; bad-arguments for a picture that cannot be read
   */
  async embed({ text, picture }: CommandRequest<'search.embed'>, signal: AbortSignal): Promise<Answer> {
    const words = text.trim();
    const asked: (readonly [EmbeddingTask, QueryVector['space'], string])[] = [];
    if (words !== '') asked.push(['text-embedding', 'text', words], ['text-features', 'picture', words]);
    if (picture !== null) asked.push(['picture-features', 'picture', picture]);
    const outcomes = await Promise.allSettled(
      asked.map(([task, space, given]) => this.#vector({ task, space, given }, signal)),
    );
    signal.throwIfAborted();
    const vectors = outcomes.flatMap((each) => (each.status === 'fulfilled' ? (each.value ?? []) : []));
    const failed = outcomes.find((each) => each.status === 'rejected');
    // With what one model gives there is something to search by, though another fails.
    if (failed !== undefined && vectors.length === 0) throw toAppError(failed.reason);
    const missing = asked
      .filter((_, at) => outcomes[at]?.status === 'rejected' || isNull(outcomes[at]))
      .map(([task, space]) => ({ task, packId: this.#packThatDoes(task, space) }));
    return { vectors, missing };
  }

  /** null: no model that would do is installed. */
  async #vector(asked: Omit<Asked, 'key'>, signal: AbortSignal): Promise<QueryVector | null> {
    const key = this.#usableKey(asked.task, asked.space);
    return key === null ? null : this.#remembered({ ...asked, key }, signal);
  }

  /** Both halves of a pack for pictures and texts have one key, so that a text's vector is compared with those of pictures by it. */
  #usableKey(task: EmbeddingTask, space: QueryVector['space']): string | null {
    const key = this.#parts.models.modelFor(task)?.key ?? null;
    const known = modelsOfVectors(this.#parts.connection, kindsBehind[space]);
    return key !== null && (known.length === 0 || known.includes(key)) ? key : null;
  }

  /** The pack that the library's vectors are of does it best; a text can't be read by every model of pictures. */
  #packThatDoes(task: EmbeddingTask, space: QueryVector['space']): string | null {
    const usual = this.#parts.packFor(task);
    if (task === 'text-features') return usual;
    const [known] = modelsOfVectors(this.#parts.connection, kindsBehind[space]);
    return known?.split('@')[0] ?? usual;
  }

  async #remembered(asked: Asked, signal: AbortSignal): Promise<QueryVector> {
    const { task, space, key, given } = asked;
    const name = sha256Hex([task, key, given].join('\n'));
    const known = this.#answers.get(name);
    this.#answers.delete(name);
    const answer = known ?? {
      ...{ space, model: key },
      vector: Buffer.from(bytesOfFloats(await this.#vectorOf(task, given, signal))).toString('base64'),
    };
    this.#answers.set(name, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= rememberedAnswers) break;
      this.#answers.delete(oldest);
    }
    return answer;
  }

  async #vectorOf(task: EmbeddingTask, given: string, signal: AbortSignal): Promise<Float32Array> {
    const { models } = this.#parts;
    if (task === 'picture-features') {
      const picture = await decodePicture(Buffer.from(given, 'base64'));
      signal.throwIfAborted();
      return (await models.run(task, { picture }, signal)).vector;
    }
    const texts = [given];
    const { vectors } =
      task === 'text-embedding'
        ? await models.run(task, { texts, purpose: 'query' }, signal)
        : await models.run(task, { texts }, signal);
    const [vector] = vectors;
    if (vector === undefined) throw new AppError('inference-failed', { task, detail: 'no vector came back' });
    return vector;
  }
}

function isNull(outcome: PromiseSettledResult<QueryVector | null> | undefined): boolean {
  return outcome?.status === 'fulfilled' && outcome.value === null;
}
