// expected: none
import '../commands/clips.ts';
import '../db/connection.ts';
import '../inference/client.ts';
import '../library/clips.ts';
import '../pipeline/stages/probe.stage.ts';
