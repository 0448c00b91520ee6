// expected: house/import-layers
import './probe.stage.ts';
