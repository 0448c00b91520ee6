/**
 * Pages run under a policy that refuses `eval`. zod compiles schemas by it where it may, and tries when a schema is made:
 * this has to be imported before any of them.
 */
import { config } from 'zod';

config({ jitless: true });
