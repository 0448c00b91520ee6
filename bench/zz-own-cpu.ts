import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { importModels } from '/work/main/bench/support/imported-models.ts';
import { modelInputs } from '/work/main/bench/support/model-inputs.ts';
import { openRecorded, runBare } from '/work/main/bench/support/recorded-model.ts';
const only = process.argv.slice(2);
const folder = await mkdtemp('/tmp/owncpu-');
const imported = await importModels('/work/shared/models', folder);
const inputs = await modelInputs('/work/shared/media', imported);
const { signal } = new AbortController();
const ns = (pid: number | string, tasks = true) => {
  let main = 0, lanes = 0, rest = 0;
  for (const t of readdirSync(`/proc/${pid}/task`)) {
    try {
      const v = Number(readFileSync(`/proc/${pid}/task/${t}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
      const comm = readFileSync(`/proc/${pid}/task/${t}/comm`, 'utf8').trim();
      if (t === String(pid)) main += v; else if (/worker|Worker/i.test(comm) && !/V8|libuv|Delayed/.test(comm)) lanes += v; else rest += v;
    } catch {}
  }
  return [main, lanes, rest];
};
const meth = () => { const c = process.threadCpuUsage(); return (c.user + c.system) / 1000; };
console.log('model'.padEnd(40), 'bare', 'own code', '| client side', 'child main', 'child lane', 'child rest', '| ratio cpu');
for (const c of imported.all) {
  const list = inputs.get(c.task) ?? [];
  if (c.model.engine !== 'onnx' || list.length === 0) continue;
  if (only.length && !only.some((o) => c.model.name.includes(o))) continue;
  const r = await openRecorded(c.model, c.inUse);
  let tot = { bare: 0, here: 0, cl: 0, main: 0, lane: 0, rest: 0 };
  for (const { input } of list) {
    const runs = await r.record(input);
    const run = () => imported.client.run(c.inUse, c.task as never, input as never, signal);
    for (let i = 0; i < 6; i++) { await run(); await runBare(runs); await r.time(input); }
    const N = 15;
    let t = meth(); const tb: number[] = [];
    for (let i = 0; i < N; i++) { const a = meth(); await runBare(runs); tb.push(meth() - a); }
    const th: number[] = [];
    for (let i = 0; i < N; i++) { const a = meth(); await r.time(input); th.push(meth() - a); }
    const pid = (await imported.client.usage()).pid!;
    const b = ns(pid); t = meth();
    for (let i = 0; i < N; i++) await run();
    const cl = (meth() - t) / N; const e = ns(pid);
    const med = (x: number[]) => x.sort((p, q) => p - q)[x.length >> 1]!;
    tot.bare += med(tb); tot.here += med(th); tot.cl += cl; tot.main += (e[0]! - b[0]!) / N; tot.lane += (e[1]! - b[1]!) / N; tot.rest += (e[2]! - b[2]!) / N;
  }
  const k = list.length; const f = (v: number) => (v / k).toFixed(2).padStart(8);
  console.log(`${c.model.name}`.padEnd(30), f(tot.bare), f(tot.here - tot.bare), '|', f(tot.cl), f(tot.main), f(tot.lane), f(tot.rest), '|', ((tot.cl + tot.main + tot.lane) / tot.bare).toFixed(2));
  await r.release();
}
await imported.close(); await rm(folder, { recursive: true });
