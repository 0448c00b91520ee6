// expected: none
import '../pipeline/stage.ts';
