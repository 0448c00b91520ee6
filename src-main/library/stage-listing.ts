/** The stages there are, as people and hosts see them. */
import { z } from 'zod';
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import { profiles } from '../pipeline/profiles.ts';
import type { Registry } from '../pipeline/registry.ts';

/** Those that are needed by others first. */
export function listStages(registry: Registry): CommandResponse<'stages.list'> {
  return {
    stages: registry.stages.map((stage) => ({
      name: stage.name,
      title: stage.title,
      version: stage.version,
      tier: stage.tier,
      queue: stage.queue,
      kind: stage.kind,
      requires: [...stage.requires],
      uses: [...(stage.uses ?? [])],
      provides: [...stage.provides],
      models: (stage.models ?? []).map(({ task, need }) => ({ task, need })),
      initially: stage.initially ?? 'on',
      profiles: profiles
        .filter(({ stages }) => stages === 'all' || stages.includes(stage.name))
        .map(({ name }) => name),
      params: { ...z.toJSONSchema(stage.params, { io: 'input', unrepresentable: 'any' }) },
    })),
  };
}
