// expected: none
import '../engine/open.ts';
