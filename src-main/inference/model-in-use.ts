/** An installed model, as the inference process is told of it. */
export interface ModelInUse {
  /** Id of the pack and the beginning of the hash of its files: what results are keyed by. */
  readonly key: string;
  /** Name of the `models/<name>.model.ts` that runs it. */
  readonly model: string;
  /** Absolute paths by the names under the model's `files`; empty for a hub model. */
  readonly files: Readonly<Record<string, string>>;
  /** Absolute path of a hub model's folder, and which of its weights; null for ONNX files of our own. */
  readonly hub: { readonly path: string; readonly dtype: string } | null;
  /** Execution provider, by onnxruntime's name: "cpu", or one that a self-test found faster and right. */
  readonly provider: string;
}
