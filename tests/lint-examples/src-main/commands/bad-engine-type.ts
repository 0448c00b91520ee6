// expected: house/import-layers
import type { Engine } from '../engine/open.ts';

export type Opened = Engine;
