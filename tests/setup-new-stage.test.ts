import { describe, expect, it } from 'vitest';
import { nameProblem, withArtifact } from '../build/commands/new-stage.mjs';

describe('nameProblem', () => {
  it.each(['lens', 'lens-flare', 'hdr10-check', 'a'])('accepts %s', (name) => {
    expect(nameProblem(name)).toBeNull();
  });

  it.each([
    '',
    'LensFlare',
    'lens_flare',
    '-lens',
    'lens-',
    'lens--flare',
    '10bit',
    '../lens',
    'lens.stage',
    'a'.repeat(41),
  ])('refuses "%s"', (name) => {
    expect(nameProblem(name)).not.toBeNull();
  });
});

describe('withArtifact', () => {
  const contract = `import { z } from 'zod';

export const artifactSchemas = {
  probe,
  'probe-detail': probeDetail,
  exif: z.object({}),
} as const;

export const others = { lens: 1 } as const;
`;

  it('adds the last entry of the list', () => {
    expect(withArtifact(contract, 'lens-flare')).toContain(
      "  exif: z.object({}),\n  'lens-flare': z.object({ meanLuma: z.number().min(0).max(255) }),\n} as const;",
    );
  });

  it('takes a name that only occurs elsewhere in the file, or as part of another', () => {
    expect(withArtifact(contract, 'lens')).toContain('\n  lens: z.object(');
    expect(withArtifact(contract, 'detail')).toContain('\n  detail: z.object(');
  });

  it.each(['probe', 'probe-detail', 'exif'])('refuses %s, which is there', (name) => {
    expect(() => withArtifact(contract, name)).toThrow('already');
  });

  it('refuses a file whose list it does not find', () => {
    expect(() => withArtifact('export const schemas = {};', 'lens')).toThrow('was not found');
  });
});
