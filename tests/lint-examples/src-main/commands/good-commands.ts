// expected: none
import '../../src-preload/contract/errors.ts';
import '../library/clips.ts';
