/**
 * Assembles the WebAssembly that scans codes of vectors into the module that carries its bytes. Run it after a change of the
 * source: `node build/assemble-wasm.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openAssembler from 'wabt';
import { rootFolder } from './setup/paths.mjs';

const folder = join(rootFolder, 'src-main', 'search', 'vectors');
const source = join(folder, 'code-scan.wat');
const target = join(folder, 'code-scan.wasm.ts');

/** What `code-scan.wasm.ts` has to say: one line for each 100 characters of base64. */
export async function assembled() {
  const assembler = await openAssembler();
  const parsed = assembler.parseWat('code-scan.wat', readFileSync(source, 'utf8'), { simd: true });
  try {
    parsed.validate();
    const base64 = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
    const lines = (base64.match(/.{1,100}/g) ?? []).map((line) => `  '${line}',`);
    return [
      '/** Written by build/assemble-wasm.mjs from code-scan.wat. */',
      'export const codeScanBase64 = [',
      ...lines,
      "].join('');",
      '',
    ].join('\n');
  } finally {
    parsed.destroy();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(target, await assembled());
}
