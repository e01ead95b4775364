/** The steps that instructions of several processors come to. */
import type { Architecture, ByteCount, MicroOp, Operand, Register, Steps } from '../machine/micro-op.js';
import { flags, lostValue } from '../machine/registers.js';

export const constant = (value: number) => ({ constant: value });
export const nothing: Steps = [];
export const unknown: Steps = [{ op: 'unknown' }];
export const clobber = (...registers: Register[]): Steps => [{ op: 'clobber', registers }];

export const compare = (left: Operand, right: Operand, size: ByteCount, to = flags): MicroOp => ({
  op: 'compare',
  to,
  left,
  right,
  size,
});

/** A store of which only the place may be known. */
export const storeLost = (base: Operand, offset: number, size: ByteCount): MicroOp => ({
  op: 'store',
  from: lostValue,
  base,
  offset,
  size,
});

export const jumpOrCall = (isCall: boolean, target: number): Steps =>
  isCall ? [{ op: 'call', target: constant(target) }] : [{ op: 'jump', target }];

/** Adds, and keeps the low four bytes. */
export const addWord = (to: Register, from: Operand, value: number): Steps => [
  { op: 'add', to, from, value },
  { op: 'extend', to, from: to, size: 4 },
];

/** For instructions that are all of four bytes. */
export const wordByWord =
  (decodeWord: (word: number, address: number) => Steps): Architecture['decode'] =>
  (code, at, address) => ({
    length: 4,
    ops: at + 4 > code.length ? unknown : decodeWord(code.u32(at), address),
  });
