// expected: none
import '../db/connection.ts';
import '../media/ffmpeg.ts';
import '../pipeline/plan.ts';
import '../platform/clock.ts';
import '../timeline/lanes.ts';
