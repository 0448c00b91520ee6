/** What a stage's result is keyed by, beside the clip's content. */
import { createHash } from 'node:crypto';

/** JSON with sorted keys: equal values give equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export function sha256OfJson(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

export interface RunKeyParts {
  readonly stage: string;
  readonly version: number;
  readonly params: unknown;
  readonly models: readonly string[];
  /** Run keys of the stages whose artifacts it reads, by artifact; 'absent' for one it can do without. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** 32 hex digits. */
export function runKeyOf(parts: RunKeyParts): string {
  return sha256OfJson(parts).slice(0, 32);
}
