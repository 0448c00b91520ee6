// expected: none
import type { First } from './first.ts';

export interface Second {
  readonly first: First | null;
}
