import { describe, expect, it } from 'vitest';
import { replySchema } from '../../src-preload/contract/command.ts';
import { type CommandName, commands } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { createEdge } from './edge.ts';

const { signal } = new AbortController();

/** An edge on a target that answers so, and the requests that got through to it. */
function edgeThat(answer: (request: unknown) => unknown) {
  const got: unknown[] = [];
  const edge = createEdge({
    run: (_name, request) => {
      got.push(request);
      return Promise.resolve().then(() => answer(request));
    },
  });
  return { edge, got };
}

const empty = { library: '/l', total: 0, clips: [] };

describe('the edge', () => {
  it('fills in defaults and hands the answer back', async () => {
    const { edge, got } = edgeThat(() => empty);
    expect(await edge.call('library.list', {}, signal)).toEqual({ ok: true, data: empty });
    expect(got).toEqual([{ limit: null, offset: 0 }]);
  });

  it('refuses a command that there is none of', async () => {
    const { edge, got } = edgeThat(() => empty);
    for (const name of ['library.drop', '__proto__', '']) {
      expect(await edge.call(name, {}, signal)).toMatchObject({
        ok: false,
        error: { code: 'bad-arguments' },
      });
    }
    expect(got).toEqual([]);
  });

  it('refuses a bad request and names the field', async () => {
    const { edge, got } = edgeThat(() => empty);
    const fieldOf = async (name: CommandName, request: unknown) => {
      const reply = await edge.call(name, request, signal);
      return reply.ok ? null : [reply.error.code, reply.error.facts['field']];
    };
    expect(await fieldOf('library.list', { limit: -1 })).toEqual(['bad-arguments', 'limit']);
    expect(await fieldOf('library.ingest', { paths: ['/a', 7] })).toEqual(['bad-arguments', 'paths[1]']);
    expect(await fieldOf('library.ingest', null)).toEqual(['bad-arguments', 'request']);
    expect(await fieldOf('library.ingest', { paths: [] })).toEqual(['bad-arguments', 'paths']);
    expect(await fieldOf('scheduler.raise', { clipIds: ['a'], priority: 1.5 })).toEqual([
      'bad-arguments',
      'priority',
    ]);
    expect(got).toEqual([]);
  });

  it('lets no answer out that has another shape', async () => {
    const { edge } = edgeThat(() => ({ ...empty, clips: [{ id: 7 }] }));
    const reply = await edge.call('library.list', {}, signal);
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'bad-response', facts: { command: 'library.list' } },
    });
  });

  it('leaves out of an answer what the contract does not know', async () => {
    const { edge } = edgeThat(() => ({ ...empty, secret: 1 }));
    expect(await edge.call('library.list', {}, signal)).toEqual({ ok: true, data: empty });
  });

  it('gives what is thrown as a failure with code, facts and remedy', async () => {
    const { edge } = edgeThat(() => {
      throw new AppError('library-locked', { file: '/l', process: 7 });
    });
    const reply = await edge.ask('library.list', {}, signal);
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'library-locked', facts: { file: '/l', process: 7 }, retryable: false },
    });
    expect(reply.ok ? '' : reply.error.remedy).not.toBe('');
    expect(replySchema(commands['library.list'].response).parse(reply)).toEqual(reply);
  });

  it('calls anything else that is thrown a defect of Rushes', async () => {
    const throwing = [
      () => (undefined as unknown as { x: number }).x,
      () => {
        // Throws its reason, which need not be an Error.
        AbortSignal.abort('text').throwIfAborted();
      },
    ];
    for (const thrower of throwing) {
      const { edge } = edgeThat(thrower);
      const reply = await edge.call('library.list', {}, signal);
      expect(reply).toMatchObject({
        ok: false,
        error: { code: 'internal', facts: { command: 'library.list' } },
      });
    }
  });
});
