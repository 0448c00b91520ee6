import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { fixture, runAnalyzers } from '../../../tests/support/stage-harness.ts';
import exposure from './exposure.stage.ts';
import integrity from './integrity.stage.ts';
import loudness from './loudness.stage.ts';
import picture from './picture.stage.ts';
import waveform from './waveform.stage.ts';
const list = (process.env['EX'] ?? '').split(',').filter(Boolean);
function files(): string[] {
  if (list.length) return list;
  const dirs = ['androidx-media', 'auto-editor', 'derived', 'intel', 'mdn', 'metadata-extractor', 'moviepy', 'pyscenedetect'];
  return dirs.flatMap((d) => readdirSync(fixture('media/' + d)).filter((f) => /\.(mp4|mov|MOV|mkv|webm|avi|ts|mts|3gp)$/.test(f) && !f.includes('long_4k')).map((f) => fixture(join('media', d, f))));
}
it('explore', async () => {
  writeFileSync('/tmp/explore.txt', '');
  const say = (s: string) => appendFileSync('/tmp/explore.txt', s + '\n');
  for (const f of files()) {
    try {
      const r = await runAnalyzers([exposure, picture, waveform, loudness, integrity], f);
      say('== ' + f.split('/').slice(-2).join('/') + ` outs ${r.pass?.pictureOutputs}`);
      for (const [n, o] of r) {
        if (o instanceof AppError) { say(`  ${n}: ERROR ${o.code} ${o.message.slice(-200)}`); continue; }
        if (o.state === 'skipped') { say(`  ${n}: skipped ${o.reason}`); continue; }
        const a = JSON.parse(JSON.stringify(o.artifacts)) as any;
        if (n === 'exposure') { const e = a.exposure; say(`  exp over ${e.overexposedPercent.toFixed(2)} under ${e.underexposedPercent.toFixed(2)} stops ${e.stops.toFixed(2)} ${e.quality} w=${e.warning} n=${e.samples.length} tl=${o.timeline?.map((t) => t.startSec.toFixed(1) + '-' + t.endSec?.toFixed(1)).join(' ')}`); }
        if (n === 'picture') { const p = a.picture; say(`  pic sharp ${p.sharpness.toFixed(0)} ${p.sharpnessRating} motion ${p.motion.toFixed(2)} stab ${p.stability.toFixed(3)} ${p.cameraMotion} lb ${JSON.stringify(p.letterbox)} col ${p.dominantColours.map((c: any) => c.colour + ' ' + c.percent).join(', ')} n=${p.samples.length}`); }
        if (n === 'waveform') say(`  wav ${JSON.stringify({ ...a.waveform, sha256: 0 })}`);
        if (n === 'loudness') say(`  lou ${JSON.stringify({ ...a.loudness, shortTerm: a.loudness.shortTerm.lufs.slice(0, 6) })}`);
        if (n === 'integrity') say(`  int ${JSON.stringify(a.integrity)}`);
      }
      if (r.pass) say('  busy ' + JSON.stringify(Object.fromEntries(r.pass.busySecByAnalyzer)) + ' wall ' + r.pass.wallSec.toFixed(2));
    } catch (e) { say('== ' + f + ' THROWN ' + String(e).slice(0, 200)); }
  }
}, 500_000);
