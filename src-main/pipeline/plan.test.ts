import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ModelKeys, noModels } from './model-keys.ts';
import { type ClipFacts, type JobFacts, planClip, type PlannedJob } from './plan.ts';
import { resolveProfile } from './profiles.ts';
import { createRegistry, type Registry } from './registry.ts';

interface Sketch {
  readonly kind?: 'stage' | 'frame-analyzer';
  readonly version?: number;
  readonly requires?: readonly string[];
  readonly uses?: readonly string[];
  readonly provides: readonly string[];
  readonly tier?: 1 | 2 | 3;
  readonly queue?: 'inference';
  readonly models?: readonly { readonly task: string; readonly need: string }[];
}

function registryOf(sketches: Readonly<Record<string, Sketch>>): Registry {
  return createRegistry(
    Object.entries(sketches).map(([name, sketch]) => ({
      fileName: name,
      exported: {
        name,
        title: name,
        kind: sketch.kind ?? 'stage',
        version: sketch.version ?? 1,
        tier: sketch.tier ?? 2,
        requires: sketch.requires ?? [],
        uses: sketch.uses ?? [],
        provides: sketch.provides,
        queue: sketch.queue ?? (sketch.kind === 'frame-analyzer' ? 'cpu' : 'io'),
        models: sketch.models ?? [],
        params: z.object({ level: z.number().default(1) }),
      },
    })),
  );
}

const house = {
  probe: { provides: ['probe'], tier: 1 },
  'probe-detail': { requires: ['probe'], provides: ['probe-detail'] },
  poster: { requires: ['probe'], provides: ['poster'] },
  scenes: { kind: 'frame-analyzer', requires: ['probe'], uses: ['probe-detail'], provides: ['scenes'] },
  exposure: { kind: 'frame-analyzer', requires: ['probe'], provides: ['exposure'] },
} as const satisfies Record<string, Sketch>;

const everything = { name: 'all', title: '', rank: 0, stages: 'all', params: {} } as const;

interface Conditions {
  readonly models?: ModelKeys;
  readonly imports?: Readonly<Record<string, string>>;
}

function plan(
  registry: Registry,
  jobs: Record<string, JobFacts> = {},
  availability: ClipFacts['availability'] = 'available',
  { models = noModels, imports = {} }: Conditions = {},
): Map<string, PlannedJob> {
  const facts = {
    jobs: new Map(Object.entries(jobs)),
    availability,
    imports: new Map(Object.entries(imports)),
  };
  return new Map(
    planClip(registry, resolveProfile(everything, registry), facts, models).map((job) => [job.stage, job]),
  );
}

/** Runs the plan to its end, each stage ending as `ending` says (done unless named). */
function settle(
  registry: Registry,
  start: Record<string, JobFacts> = {},
  ending: Readonly<Record<string, JobFacts['state']>> = {},
): { jobs: Record<string, JobFacts>; order: string[] } {
  let jobs = { ...start };
  const order: string[] = [];
  for (;;) {
    const planned = [...plan(registry, jobs).values()];
    jobs = Object.fromEntries(
      planned.map((job) => [
        job.stage,
        { state: job.state, runKey: job.runKey, attempt: jobs[job.stage]?.attempt ?? 0, reason: job.reason },
      ]),
    );
    const next = planned.find((job) => job.ready);
    if (next === undefined) return { jobs, order };
    order.push(next.stage);
    jobs[next.stage] = { state: ending[next.stage] ?? 'done', runKey: next.runKey, attempt: 1, reason: null };
  }
}

describe('planClip', () => {
  it('starts with what needs nothing', () => {
    const ready = [...plan(registryOf(house)).values()].filter((job) => job.ready).map((job) => job.stage);
    expect(ready).toEqual(['probe']);
  });

  it('holds frame analyzers until all that wait can share one decode', () => {
    const registry = registryOf(house);
    const probeDone = {
      probe: { state: 'done', runKey: plan(registry).get('probe')?.runKey ?? '', attempt: 1, reason: null },
    } as const;
    const afterProbe = plan(registry, probeDone);
    expect(afterProbe.get('probe-detail')?.ready).toBe(true);
    expect(afterProbe.get('exposure')?.ready).toBe(false);
    const detail = afterProbe.get('probe-detail');
    const afterDetail = plan(registry, {
      ...probeDone,
      'probe-detail': { state: 'failed', runKey: detail?.runKey ?? '', attempt: 1, reason: null },
    });
    expect(afterDetail.get('scenes')?.ready).toBe(true);
    expect(afterDetail.get('exposure')?.ready).toBe(true);
  });

  it('lets an analyzer that reads another analyzer wait without holding that one', () => {
    const registry = registryOf({
      ...house,
      picture: { kind: 'frame-analyzer', requires: ['scenes'], provides: ['picture'] },
    });
    const { order } = settle(registry);
    expect(order.indexOf('picture')).toBeGreaterThan(order.indexOf('scenes'));
    expect(order).toHaveLength(6);
  });

  it('lets one that failed before go without its siblings, and they without it', () => {
    const registry = registryOf(house);
    const { jobs } = settle(registry, {}, { 'probe-detail': 'done' });
    const again = plan(registry, {
      ...jobs,
      exposure: { state: 'waiting', runKey: '', attempt: 1, reason: null },
    });
    expect(again.get('exposure')?.ready).toBe(true);
  });

  it('runs nothing twice', () => {
    const registry = registryOf(house);
    const { jobs, order } = settle(registry);
    expect(order).toHaveLength(5);
    expect(settle(registry, jobs).order).toEqual([]);
  });

  it('runs a stage of a newer version and what depends on it again, and nothing else', () => {
    const { jobs } = settle(registryOf(house));
    const newer = registryOf({ ...house, 'probe-detail': { ...house['probe-detail'], version: 2 } });
    expect(settle(newer, jobs).order).toEqual(['probe-detail', 'scenes']);
  });

  it('blocks what needs a failed stage, names that stage, and frees it when the stage is done', () => {
    const registry = registryOf(house);
    const { jobs } = settle(registry, {}, { probe: 'failed' });
    expect(jobs['poster']?.state).toBe('blocked');
    expect(plan(registry, jobs).get('poster')?.blockedBy).toBe('probe');
    const retried = { ...jobs, probe: { state: 'waiting', runKey: '', attempt: 0, reason: null } } as const;
    expect(settle(registry, retried).order).toContain('poster');
  });

  it('skips what needs a skipped stage and says why', () => {
    const registry = registryOf(house);
    const { jobs } = settle(registry, {}, { probe: 'skipped' });
    expect(jobs['poster']?.state).toBe('skipped');
    expect(jobs['poster']?.reason).toContain('probe was skipped');
  });

  it('runs a stage again when something it can use has appeared', () => {
    const registry = registryOf(house);
    const { jobs } = settle(registry, {}, { 'probe-detail': 'failed' });
    expect(jobs['scenes']?.state).toBe('done');
    const retried = {
      ...jobs,
      'probe-detail': { state: 'waiting', runKey: '', attempt: 0, reason: null },
    } as const;
    expect(settle(registry, retried).order).toEqual(['probe-detail', 'scenes']);
  });

  it.each(['quarantined', 'offline'] as const)(
    'starts nothing on a clip that is %s, and keeps its results',
    (availability) => {
      const registry = registryOf(house);
      const probe = {
        state: 'done',
        runKey: plan(registry).get('probe')?.runKey ?? '',
        attempt: 1,
        reason: null,
      } as const;
      const planned = plan(registry, { probe }, availability);
      expect(planned.get('probe')?.state).toBe('done');
      expect(planned.get('poster')).toMatchObject({ state: 'blocked', blockedBy: availability });
      expect([...planned.values()].some((job) => job.ready)).toBe(false);
    },
  );

  it('comes to an end whatever fails or is skipped, with every job settled', () => {
    const registry = registryOf(house);
    const states = fc.constantFrom<JobFacts['state']>('done', 'skipped', 'failed');
    fc.assert(
      fc.property(
        fc.record({
          probe: states,
          'probe-detail': states,
          poster: states,
          scenes: states,
          exposure: states,
        }),
        (ending) => {
          const { jobs, order } = settle(registry, {}, ending);
          expect(new Set(order).size).toBe(order.length);
          for (const job of Object.values(jobs))
            expect(['done', 'skipped', 'failed', 'blocked']).toContain(job.state);
        },
      ),
    );
  });

  describe('a stage that asks models', () => {
    const registry = registryOf({
      ...house,
      faces: {
        ...{ kind: 'frame-analyzer', queue: 'inference', tier: 3, requires: ['probe'], provides: ['faces'] },
        models: [{ task: 'faces', need: 'required' }],
      },
      hands: {
        ...{ kind: 'frame-analyzer', queue: 'inference', tier: 3, requires: ['probe'], provides: ['hands'] },
        models: [
          { task: 'hands', need: 'required' },
          { task: 'gesture', need: 'useful' },
        ],
      },
    });
    const runKey = plan(registry).get('probe')?.runKey ?? '';
    const probe = { state: 'done', runKey, attempt: 1, reason: null } as const;
    const withModels = (models: ModelKeys, imports = {}) =>
      plan(registry, { probe }, 'available', { models, imports });

    it('is skipped where one that it requires is missing, and says which', () => {
      const faces = withModels(noModels).get('faces');
      expect(faces).toMatchObject({ state: 'skipped', reason: 'model missing: faces', ready: false });
    });

    it('is due once it is installed, whatever else is missing', () => {
      const planned = withModels(new Map([['hands', 'hands@1']]));
      expect(planned.get('hands')).toMatchObject({ state: 'waiting', ready: true });
      expect(planned.get('faces')?.state).toBe('skipped');
    });

    it('has another key with each model that it asks, useful ones too', () => {
      const keys = [noModels, new Map([['hands', 'a']] as const), new Map([['hands', 'b']] as const)].map(
        (models) => withModels(models).get('hands')?.runKey,
      );
      const useful = withModels(
        new Map([
          ['hands', 'b'],
          ['gesture', 'c'],
        ] as const),
      ).get('hands')?.runKey;
      expect(new Set([...keys, useful]).size).toBe(4);
    });

    it('has the result that a person imported, whatever else is missing, the disk too', () => {
      const imported = withModels(noModels, { faces: 'abc' }).get('faces');
      expect(imported).toMatchObject({ state: 'done', ready: false });
      expect(withModels(noModels, { faces: 'def' }).get('faces')?.runKey).not.toBe(imported?.runKey);
      const offline = plan(registry, { probe }, 'offline', { imports: { faces: 'abc' } });
      expect(offline.get('faces')?.state).toBe('done');
    });

    it('waits for those of its own queue only', () => {
      const models = new Map([
        ['hands', 'a'],
        ['faces', 'b'],
      ] as const);
      const planned = withModels(models);
      // `scenes` can use `probe-detail`, which has not run yet: what shares its decode is held back with it.
      expect(planned.get('exposure')?.ready).toBe(false);
      expect(planned.get('faces')?.ready).toBe(true);
      expect(planned.get('hands')?.ready).toBe(true);
    });
  });
});
