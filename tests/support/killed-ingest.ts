/**
 * A process that ingests and kills itself (SIGKILL: nothing is cleaned up) at one moment of one stage.
 *
 * Arguments: library, stage, moment, path…; the moments are
 *   start          the stage is announced as running
 *   middle         it has made some progress, or has run for a few milliseconds
 *   before-commit  its result is being written, in a transaction that is still open
 *   after-commit   it is announced as done
 *   never          the ingest runs to its end
 */
import { ResultsRepository } from '../../src-main/db/repositories/results.repository.ts';
import { openEngine } from '../../src-main/engine/engine.ts';

const middleMs = 25;

const [libraryPath = '', stage = '', moment = 'never', ...paths] = process.argv.slice(2);

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

if (moment === 'before-commit') {
  const store = ResultsRepository.prototype;
  const original = Object.getOwnPropertyDescriptor(store, 'addRun')?.value as (typeof store)['addRun'];
  store.addRun = function addRunAndDie(this: ResultsRepository, manifest, log) {
    original.call(this, manifest, log);
    if (manifest.stage === stage) die();
  };
}

const engine = await openEngine({ libraryPath, command: 'kill test', workers: 2 });
engine.eventLog.subscribe((event) => {
  if (event.type !== 'job-changed' || event.data.stage !== stage) return;
  if (event.data.state === 'running' && moment === 'start') die();
  if (event.data.state === 'running' && moment === 'middle') setTimeout(die, middleMs);
  if ((event.data.state === 'done' || event.data.state === 'skipped') && moment === 'after-commit') die();
});
const request = { paths, profile: 'default', pattern: null, recursive: true, dryRun: false };
await engine.ingest(request, new AbortController().signal, () => undefined);
await engine.close();
