// expected: none
import 'electron';
import '../../../src-preload/contract/errors.ts';
import '../../engine/open.ts';
import '../../platform/clock.ts';
