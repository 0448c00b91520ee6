import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRegistry, loadStages } from './registry.ts';

function found(name: string, over: Readonly<Record<string, unknown>> = {}, fileName = name) {
  const exported = {
    kind: 'stage',
    name,
    title: name,
    version: 1,
    tier: 1,
    requires: [],
    provides: [name],
    queue: 'io',
    params: z.object({}),
    ...over,
  };
  return { fileName, exported };
}

describe('createRegistry', () => {
  it('puts what a stage needs before it', () => {
    const registry = createRegistry([
      found('proxy', { requires: ['probe'], uses: ['exif'], tier: 3 }),
      found('exif', { tier: 2 }),
      found('probe'),
    ]);
    expect(registry.stages.map((stage) => stage.name)).toEqual(['probe', 'exif', 'proxy']);
    expect(registry.providerOf('exif')?.name).toBe('exif');
  });

  it.each([
    ['a duplicate name', [found('probe'), found('probe', { provides: ['exif'] })], 'two stages'],
    ['an unknown requirement', [found('probe', { requires: ['poster'] })], 'no stage provides "poster"'],
    [
      'a circle',
      [found('probe', { requires: ['exif'] }), found('exif', { requires: ['probe'] })],
      'needs itself',
    ],
    [
      'two providers',
      [found('probe'), found('exif', { provides: ['probe'] })],
      '"probe" is provided by probe as well',
    ],
    [
      'an artifact outside the contract',
      [found('probe', { provides: ['horoscope'] })],
      'no artifact "horoscope"',
    ],
    ['a name that is not its file', [found('probe', {}, 'prober')], 'prober.stage'],
    ['a default export that is no stage', [{ fileName: 'probe', exported: 7 }], 'not a stage'],
    ['a frame analyzer in another queue', [found('probe', { kind: 'frame-analyzer' })], 'cpu queue'],
  ])('refuses %s', (_what, stages, message) => {
    expect(() => createRegistry(stages)).toThrow(message);
  });

  it('does not know a stage that is not there', () => {
    expect(() => createRegistry([found('probe')]).get('prune')).toThrow('No stage');
  });

  it('accepts every stage of the house, and their defaults', async () => {
    const registry = createRegistry(await loadStages());
    expect(registry.stages.length).toBeGreaterThan(0);
    for (const stage of registry.stages) expect(() => stage.params.parse({})).not.toThrow();
  });
});
