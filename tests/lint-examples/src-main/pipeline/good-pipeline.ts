// expected: none
import 'node:fs';
import '../../src-preload/contract/errors.ts';
import '../db/connection.ts';
import '../media/ffmpeg.ts';
import '../platform/clock.ts';
import './stage.ts';
