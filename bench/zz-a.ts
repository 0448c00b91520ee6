import { benchModels } from './model-speed.ts';
await benchModels();
