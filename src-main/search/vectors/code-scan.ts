/** Runs the scan of codes in WebAssembly: one memory of its own for each scanner. */
import { codeScanBase64 } from './code-scan.wasm.ts';

/** What of WebAssembly is used: Node's types have none of it (webassembly.github.io/spec/js-api). */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

export interface CodeScanner {
  readonly memory: {
    /** Another one after each growth. */
    readonly buffer: ArrayBuffer;
    /** By pages of 64 KiB. @throws RangeError where there is no more memory, or over 4 GiB */
    grow(pages: number): number;
  };
  /** See code-scan.wat. */
  scan(
    query: number,
    codes: number,
    count: number,
    blocks: number,
    base: number,
    limit: number,
    found: number,
  ): number;
}

export const pageBytes = 65_536;
/** Number and distance, four bytes each. */
export const foundBytes = 8;

export function createCodeScanner(): CodeScanner {
  const module = new WebAssembly.Module(Buffer.from(codeScanBase64, 'base64'));
  return new WebAssembly.Instance(module).exports as CodeScanner;
}
