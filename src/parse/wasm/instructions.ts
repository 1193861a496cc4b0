/**
 * Instructions of WebAssembly, by the names that its specification has for them: bytes, and blocks whose labels become
 * numbers when a function is written down. Source: WebAssembly Core Specification 1.0, section 5.4.
 */
export type Code = readonly (number | Code | Block | Jump)[];

/** A block, a loop or an if: what branches within it may name. */
interface Block {
  readonly opcode: number;
  readonly result: number;
  readonly label: string | null;
  readonly body: Code;
}

interface Jump {
  readonly opcode: number;
  readonly to: string;
}

export const I32 = 0x7f;
export const I64 = 0x7e;
export const V128 = 0x7b;
const NO_RESULT = 0x40;
const ELSE = 0x05;
/** Ends a block, a function and an expression. */
export const END = 0x0b;

/** A number as LEB128, unsigned. */
export function unsigned(value: number): number[] {
  const rest = Math.floor(value / 128);
  return rest === 0 ? [value] : [(value % 128) + 128, ...unsigned(rest)];
}

/** The same, signed. */
function signed(value: bigint): number[] {
  const low = Number(value & 127n);
  const rest = value >> 7n;
  const isLast = (rest === 0n && low < 64) || (rest === -1n && low >= 64);
  return isLast ? [low] : [low + 128, ...signed(rest)];
}

type Unary = (a: Code) => Code;
type Binary = (a: Code, b: Code) => Code;
const unary =
  (opcode: number): Unary =>
  (a) => [a, opcode];
const binary =
  (opcode: number): Binary =>
  (a, b) => [a, b, opcode];

export const i32 = {
  const: (value: number): Code => [0x41, signed(BigInt(value | 0))],
  eqz: unary(0x45),
  /** Zeros below the lowest bit that is set. */
  ctz: unary(0x68),
  eq: binary(0x46),
  ne: binary(0x47),
  ltS: binary(0x48),
  ltU: binary(0x49),
  gtU: binary(0x4b),
  geU: binary(0x4f),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  or: binary(0x72),
  xor: binary(0x73),
  shl: binary(0x74),
  wrap: unary(0xa7),
  /** Loads and stores need no alignment; the address is a sum of `address` and `offset`. */
  load: (address: Code, offset = 0): Code => [address, 0x28, 0, unsigned(offset)],
  load8: (address: Code, offset = 0): Code => [address, 0x2d, 0, unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x36, 0, unsigned(offset)],
  store8: (address: Code, value: Code, offset = 0): Code => [address, value, 0x3a, 0, unsigned(offset)],
} as const;

export const i64 = {
  const: (value: bigint): Code => [0x42, signed(BigInt.asIntN(64, value))],
  eqz: unary(0x50),
  eq: binary(0x51),
  ne: binary(0x52),
  add: binary(0x7c),
  mul: binary(0x7e),
  and: binary(0x83),
  or: binary(0x84),
  xor: binary(0x85),
  shl: binary(0x86),
  shrU: binary(0x88),
  extend: unary(0xad),
  load: (address: Code, offset = 0): Code => [address, 0x29, 0, unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x37, 0, unsigned(offset)],
} as const;

/** 16 bytes at once. */
export const v128 = {
  load: (address: Code): Code => [address, 0xfd, 0x00, 0, 0],
  splat: (byte: number): Code => [i32.const(byte), 0xfd, 0x0f],
  eq: (a: Code, b: Code): Code => [a, b, 0xfd, 0x23],
  or: (a: Code, b: Code): Code => [a, b, 0xfd, 0x50],
  /** The highest bit of each byte, the first byte's lowest. */
  bitmask: (a: Code): Code => [a, 0xfd, 0x64],
} as const;

export const get = (local: number): Code => [0x20, unsigned(local)];
export const set = (local: number, value: Code): Code => [value, 0x21, unsigned(local)];
/** Sets a local and goes on with its value. */
export const tee = (local: number, value: Code): Code => [value, 0x22, unsigned(local)];
export const call = (index: number, ...args: Code[]): Code => [args, 0x10, unsigned(index)];
export const ret = (value: Code): Code => [value, 0x0f];
export const unreachable: Code = [0x00];
/** Fills `length` bytes from `address` on. */
export const fill = (address: Code, byte: number, length: Code): Code => [
  address,
  i32.const(byte),
  length,
  0xfc,
  0x0b,
  0,
];

/** A branch to its label goes on behind it. */
export function block(label: string, ...body: Code): Code {
  return [{ opcode: 0x02, result: NO_RESULT, label, body }];
}

/** A branch to its label begins it again; where none is taken it ends. */
export function loop(label: string, ...body: Code): Code {
  return [{ opcode: 0x03, result: NO_RESULT, label, body }];
}

export function when(condition: Code, then: Code, otherwise: Code = []): Code {
  const body = otherwise.length === 0 ? then : [then, ELSE, otherwise];
  return [condition, { opcode: 0x04, result: NO_RESULT, label: null, body }];
}

/** One of two i32. */
export function choose(condition: Code, then: Code, otherwise: Code): Code {
  return [condition, { opcode: 0x04, result: I32, label: null, body: [then, ELSE, otherwise] }];
}

/** Whether both i32 are not 0; the second one is looked at only where the first one is not. */
export const both = (a: Code, b: Code): Code => choose(a, b, i32.const(0));
/** The same for either; true is 1. */
export const either = (a: Code, b: Code): Code => choose(a, i32.const(1), b);

export const branch = (to: string): Code => [{ opcode: 0x0c, to }];
export const branchIf = (to: string, condition: Code): Code => [condition, { opcode: 0x0d, to }];

/** The instructions as bytes. Throws where a branch goes to a label that is not around it. */
export function bytesOf(code: Code): number[] {
  const bytes: number[] = [];
  write(code, [], bytes);
  return bytes;
}

/** `labels` are those of the blocks that are open, outermost first. */
function write(code: Code, labels: readonly (string | null)[], bytes: number[]): void {
  for (const part of code) {
    if (typeof part === 'number') bytes.push(part);
    else if (!('opcode' in part)) write(part, labels, bytes);
    else if ('to' in part) {
      const index = labels.lastIndexOf(part.to);
      if (index < 0) throw new Error(`there is no block ${part.to} here`);
      bytes.push(part.opcode, ...unsigned(labels.length - 1 - index));
    } else {
      bytes.push(part.opcode, part.result);
      write(part.body, [...labels, part.label], bytes);
      bytes.push(END);
    }
  }
}
