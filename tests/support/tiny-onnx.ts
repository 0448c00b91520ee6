/**
 * Writes ONNX files, for tests that need a model and have none: a graph of operators, put into the protobuf messages of
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. Only what such tests need: dense tensors, and attributes of the usual kinds.
 */

export type ElementType = 'float32' | 'uint8' | 'int8' | 'int32' | 'int64' | 'bool';

/** One input or output of a graph; in its shape, a string names a length that may differ, as in "batch". */
export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

export interface OnnxTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Row by row. Booleans as 0 and 1. */
  readonly data: ArrayLike<number> | ArrayLike<bigint>;
}

/** A number that stands alone is written as an integer where it is one: `{ float: 1 }` says otherwise. */
export type OnnxAttribute =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly tensor: OnnxTensor }
  | { readonly graph: OnnxGraph };

export interface OnnxNode {
  readonly op: string;
  /** '' leaves an optional one out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  /** Of the operator; the default one is ONNX's own. */
  readonly domain?: string;
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers?: readonly OnnxTensor[];
}

export interface OnnxModelParts extends OnnxGraph {
  /** Version of ONNX's own operators; 17. */
  readonly opset?: number;
  /** Versions of the operators of other domains that the graph uses, as in `{ 'com.microsoft': 1 }`. */
  readonly domains?: Readonly<Record<string, number>>;
}

/** The bytes of a `.onnx` file. */
export function onnxModel(parts: OnnxModelParts): Uint8Array {
  const opsets = Object.entries({ '': parts.opset ?? 17, ...parts.domains });
  return new Uint8Array(
    Buffer.concat([
      integer(1, irVersion),
      text(2, 'rushes-tests'),
      message(7, graph(parts)),
      ...opsets.map(([domain, version]) => message(8, [text(1, domain), integer(2, version)])),
    ]),
  );
}

/** Of the file format: that of ONNX 1.13, which every runtime of today reads. */
const irVersion = 8;

/** TensorProto.DataType. */
const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9 } as const;

/** AttributeProto.AttributeType, and the field that holds such a value. */
const attributeKinds = {
  float: { type: 1, field: 2 },
  integer: { type: 2, field: 3 },
  text: { type: 3, field: 4 },
  tensor: { type: 4, field: 5 },
  graph: { type: 5, field: 6 },
  floats: { type: 6, field: 7 },
  integers: { type: 7, field: 8 },
} as const;

function graph({ nodes, inputs, outputs, initializers }: OnnxGraph): Buffer[] {
  return [
    ...nodes.map((each) => message(1, node(each))),
    text(2, 'graph'),
    ...(initializers ?? []).map((each) => message(5, tensor(each))),
    ...inputs.map((each) => message(11, value(each))),
    ...outputs.map((each) => message(12, value(each))),
  ];
}

function node({ op, inputs, outputs, attributes, domain }: OnnxNode): Buffer[] {
  return [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes ?? {}).map(([name, each]) =>
      message(5, [text(1, name), ...attribute(each)]),
    ),
    ...(domain === undefined ? [] : [text(7, domain)]),
  ];
}

function attribute(given: OnnxAttribute): Buffer[] {
  if (typeof given === 'string') return kept('text', (field) => [text(field, given)]);
  if (typeof given === 'number') {
    if (Number.isInteger(given)) return kept('integer', (field) => [integer(field, given)]);
    return kept('float', (field) => [float(field, given)]);
  }
  if ('tensor' in given) return kept('tensor', (field) => [message(field, tensor(given.tensor))]);
  if ('graph' in given) return kept('graph', (field) => [message(field, graph(given.graph))]);
  if ('float' in given) return kept('float', (field) => [float(field, given.float)]);
  if ('floats' in given) return kept('floats', (field) => given.floats.map((each) => float(field, each)));
  return kept('integers', (field) => given.map((each) => integer(field, each)));
}

function kept(kind: keyof typeof attributeKinds, write: (field: number) => Buffer[]): Buffer[] {
  const { type, field } = attributeKinds[kind];
  return [...write(field), integer(20, type)];
}

function tensor({ name, type, dims, data }: OnnxTensor): Buffer[] {
  const length = dims.reduce((product, each) => product * each, 1);
  if (data.length !== length) {
    throw new RangeError(`${name}: ${String(data.length)} numbers for a shape of ${String(length)}`);
  }
  return [
    ...dims.map((each) => integer(1, each)),
    integer(2, elementTypes[type]),
    text(8, name),
    bytes(9, rawData(type, data)),
  ];
}

/** As TensorProto.raw_data: little-endian, without gaps. */
function rawData(type: ElementType, data: OnnxTensor['data']): Buffer {
  const numbers = Array.from<number | bigint>(data);
  const sizeBytes = { float32: 4, uint8: 1, int8: 1, int32: 4, int64: 8, bool: 1 }[type];
  const raw = Buffer.alloc(numbers.length * sizeBytes);
  numbers.forEach((each, index) => {
    const offset = index * sizeBytes;
    if (type === 'float32') raw.writeFloatLE(Number(each), offset);
    else if (type === 'int64') raw.writeBigInt64LE(BigInt(each), offset);
    else if (type === 'int32') raw.writeInt32LE(Number(each), offset);
    else if (type === 'int8') raw.writeInt8(Number(each), offset);
    else raw.writeUInt8(Number(each), offset);
  });
  return raw;
}

function value({ name, type, shape }: OnnxValue): Buffer[] {
  const dimensions = shape.map((each) =>
    message(1, [typeof each === 'number' ? integer(1, each) : text(2, each)]),
  );
  const tensorType = [integer(1, elementTypes[type]), message(2, dimensions)];
  return [text(1, name), message(2, [message(1, tensorType)])];
}

// The wire format: https://protobuf.dev/programming-guides/encoding/

const wireTypes = { varint: 0, bytes: 2, fixed32: 5 } as const;

function tag(field: number, wireType: number): Buffer {
  return varint(BigInt(field * 8 + wireType));
}

function varint(number: bigint): Buffer {
  const parts: number[] = [];
  // Negative ones are written as the 64 bits of their two's complement.
  let rest = BigInt.asUintN(64, number);
  while (rest > 0x7fn) {
    parts.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  parts.push(Number(rest));
  return Buffer.from(parts);
}

function integer(field: number, number: number): Buffer {
  return Buffer.concat([tag(field, wireTypes.varint), varint(BigInt(number))]);
}

function float(field: number, number: number): Buffer {
  const raw = Buffer.alloc(4);
  raw.writeFloatLE(number);
  return Buffer.concat([tag(field, wireTypes.fixed32), raw]);
}

function bytes(field: number, content: Buffer): Buffer {
  return Buffer.concat([tag(field, wireTypes.bytes), varint(BigInt(content.length)), content]);
}

function text(field: number, content: string): Buffer {
  return bytes(field, Buffer.from(content));
}

function message(field: number, parts: readonly Buffer[]): Buffer {
  return bytes(field, Buffer.concat(parts));
}
