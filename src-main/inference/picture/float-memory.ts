/**
 * Memory of one of a model's inputs, used again from run to run: fresh memory comes from the system page by page, zeroed, which is a
 * tenth of the time that a tensor of 3 x 224 x 224 takes to fill. Runs of one model follow each other (`model.ts`), and
 * onnxruntime has read its inputs when a run is over.
 */
export class FloatMemory {
  #floats = new Float32Array(0);

  /** With whatever was written there last; only until the next call. */
  ofLength(length: number): Float32Array {
    if (this.#floats.length !== length) this.#floats = new Float32Array(length);
    return this.#floats;
  }
}
