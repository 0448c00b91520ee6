// expected: house/import-layers
import '../pipeline/plan.ts';
