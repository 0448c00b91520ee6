/**
 * Property tests draw the same cases in every run, so that a red run is a change's own doing. Another seed, to look for
 * more: RUSHES_TEST_SEED=number npm test.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['RUSHES_TEST_SEED'] ?? 20_261_120) });
