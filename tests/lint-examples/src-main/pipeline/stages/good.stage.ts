// expected: none
import 'zod';
import '../../../src-preload/contract/artifacts.ts';
import '../../media/parse/ffprobe.ts';
import '../../media/pixel-format.ts';
import '../../media/signal/histogram.ts';
import '../stage.ts';

export default 1;
