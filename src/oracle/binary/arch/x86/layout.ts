/**
 * Splits one x86 instruction into prefixes, opcode, operands and immediate: Intel SDM volume 2, chapter 2 and the opcode
 * maps of appendix A. EVEX (AVX-512) is not read; the compiler does not use it in the functions of interest.
 */
import type { InstructionBytes } from '../../machine/micro-op.js';

export type OpcodeMap = 'one' | '0f' | '0f38' | '0f3a';

export interface Memory {
  /** Register numbers; null if absent. */
  readonly base: number | null;
  readonly index: number | null;
  readonly displacement: number;
  readonly ripRelative: boolean;
}

export interface Layout {
  readonly map: OpcodeMap;
  readonly opcode: number;
  readonly vex: boolean;
  readonly operandSize: 2 | 4 | 8;
  readonly hasRex: boolean;
  /** 0xf2 or 0xf3, or 0. */
  readonly repeat: number;
  /** FS or GS: thread-local data. */
  readonly segment: boolean;
  /** From the ModRM byte; zero if there is none. */
  readonly reg: number;
  readonly rm: number;
  /** 8 when a prefix extends the register in the opcode's own low bits, else 0. */
  readonly opcodeExtension: 0 | 8;
  /** VEX's extra register. */
  readonly extra: number;
  readonly memory: Memory | null;
  readonly immediate: number;
  readonly length: number;
}

const longestInstruction = 15;

/** Returns null if the bytes are not an instruction that this reader knows, or run past the end. */
export function readLayout(code: InstructionBytes, start: number, wide: boolean): Layout | null {
  let at = start;
  const left = (): number => Math.min(code.length, start + longestInstruction) - at;
  const next = (): number => (left() > 0 ? code.u8(at++) : -1);

  let [operandPrefix, repeat, segment, byte] = [false, 0, false, next()];
  for (; isPrefix(byte); byte = next()) {
    if (byte === 0x66) operandPrefix = true;
    else if (byte === 0xf2 || byte === 0xf3) repeat = byte;
    else if (byte === 0x64 || byte === 0x65) segment = true;
  }
  let rex = 0;
  const hasRex = wide && byte >= 0x40 && byte <= 0x4f;
  if (hasRex) {
    rex = byte;
    byte = next();
  }
  let map: OpcodeMap = 'one';
  let extra = 0;
  const vex = (byte === 0xc5 || byte === 0xc4) && (wide || (left() > 0 && code.u8(at) >= 0xc0));
  if (vex) {
    const first = next();
    const second = byte === 0xc4 ? next() : first;
    const selected = byte === 0xc4 ? maps[first & 0x1f] : '0f';
    if (selected === undefined || second === -1) return null;
    map = selected;
    rex =
      (first & 0x80 ? 0 : 4) |
      (byte === 0xc4 ? (first & 0x40 ? 0 : 2) | (first & 0x20 ? 0 : 1) | (second & 0x80 ? 8 : 0) : 0);
    extra = ~(second >> 3) & 0xf;
    operandPrefix = (second & 3) === 1;
    repeat = [0, 0, 0xf3, 0xf2][second & 3] ?? 0;
    byte = next();
  } else if (byte === 0x0f) {
    map = '0f';
    byte = next();
    if (byte === 0x38 || byte === 0x3a) {
      map = byte === 0x38 ? '0f38' : '0f3a';
      byte = next();
    }
  }
  if (byte === -1) return null;
  const opcode = byte;
  const operandSize = rex & 8 ? 8 : operandPrefix ? 2 : 4;

  let [mod, reg, rm] = [-1, 0, 0];
  let memory: Memory | null = null;
  if (hasModrm(map, opcode)) {
    const modrm = next();
    if (modrm === -1) return null;
    mod = modrm >> 6;
    reg = ((modrm >> 3) & 7) | (rex & 4 ? 8 : 0);
    rm = modrm & 7;
    if (mod === 3) rm |= rex & 1 ? 8 : 0;
    else {
      memory = readMemory();
      if (memory === null) return null;
    }
  }
  const immediateSize = sizeOfImmediate(map, opcode, reg & 7, operandSize);
  if (immediateSize === null || left() < immediateSize) return null;
  const immediate = signedAt(immediateSize);
  return {
    map,
    opcode,
    vex,
    operandSize,
    hasRex,
    repeat,
    segment,
    reg,
    rm,
    opcodeExtension: rex & 1 ? 8 : 0,
    extra,
    memory,
    immediate,
    length: at - start,
  };

  function readMemory(): Memory | null {
    let base: number | null = rm | (rex & 1 ? 8 : 0);
    let index: number | null = null;
    if (rm === 4) {
      const sib = next();
      if (sib === -1) return null;
      const indexField = ((sib >> 3) & 7) | (rex & 2 ? 8 : 0);
      index = indexField === 4 ? null : indexField;
      base = (sib & 7) | (rex & 1 ? 8 : 0);
    }
    const absolute = mod === 0 && (base & 7) === 5;
    const ripRelative = absolute && rm === 5 && wide;
    if (absolute) base = null;
    const size = mod === 1 ? 1 : mod === 2 || absolute ? 4 : 0;
    if (left() < size) return null;
    return { base, index, displacement: signedAt(size), ripRelative };
  }

  /** Reads on over a signed little-endian number of 0, 1, 2, 4 or 8 bytes. */
  function signedAt(size: number): number {
    const from = at;
    at += size;
    if (size === 0) return 0;
    if (size === 1) return (code.u8(from) << 24) >> 24;
    if (size === 2) return (code.u16(from) << 16) >> 16;
    if (size === 4) return code.i32(from);
    return code.u32(from) + code.i32(from + 4) * 2 ** 32;
  }
}

const maps: Readonly<Record<number, OpcodeMap>> = { 1: '0f', 2: '0f38', 3: '0f3a' };
const prefixes = new Set([0x66, 0xf2, 0xf3, 0xf0, 0x2e, 0x36, 0x3e, 0x26, 0x64, 0x65]);
const isPrefix = (byte: number): boolean => prefixes.has(byte);

function hasModrm(map: OpcodeMap, opcode: number): boolean {
  if (map === '0f38' || map === '0f3a') return true;
  const [high, low] = [opcode >> 4, opcode & 15];
  if (map === '0f') {
    if (high === 0) return [0, 1, 2, 3, 13].includes(low);
    if (high === 3 || high === 8) return false;
    if (high === 10 || high === 11) return ![0xa0, 0xa1, 0xa2, 0xa8, 0xa9, 0xaa].includes(opcode);
    if (high === 12) return low < 8;
    return opcode !== 0x77;
  }
  if (high <= 3) return (low & 7) < 4;
  if (high === 8 || (high === 13 && low !== 4 && low !== 5 && low !== 6 && low !== 7)) return true;
  return [0x62, 0x63, 0x69, 0x6b, 0xc0, 0xc1, 0xc4, 0xc5, 0xc6, 0xc7, 0xf6, 0xf7, 0xfe, 0xff].includes(
    opcode,
  );
}

/**
 * Bytes of the immediate; null if unknown (far pointers and the like), and for moves from and to an address in the
 * instruction: Go's compiler and assembler make none.
 */
function sizeOfImmediate(
  map: OpcodeMap,
  opcode: number,
  extension: number,
  operandSize: number,
): number | null {
  const full = operandSize === 2 ? 2 : 4;
  if (map === '0f3a') return 1;
  if (map === '0f38') return 0;
  if (map === '0f') {
    if (opcode >> 4 === 8) return 4;
    return [0x70, 0x71, 0x72, 0x73, 0xa4, 0xac, 0xba, 0xc2, 0xc4, 0xc5, 0xc6].includes(opcode) ? 1 : 0;
  }
  if (opcode < 0x40) return (opcode & 7) === 4 ? 1 : (opcode & 7) === 5 ? full : 0;
  if (opcode >> 4 === 7) return 1;
  if (opcode >> 4 === 11) return opcode < 0xb8 ? 1 : operandSize === 8 ? 8 : full;
  if (opcode === 0xf6) return extension < 2 ? 1 : 0;
  if (opcode === 0xf7) return extension < 2 ? full : 0;
  if ([0x68, 0x69, 0x81, 0xa9, 0xc7].includes(opcode)) return full;
  if (opcode === 0xe8 || opcode === 0xe9) return 4;
  if ([0x6a, 0x6b, 0x80, 0x83, 0xa8, 0xc0, 0xc1, 0xc6, 0xcd, 0xe3, 0xeb].includes(opcode)) return 1;
  if (opcode === 0xc2) return 2;
  if ([0x62, 0x82, 0x9a, 0xa0, 0xa1, 0xa2, 0xa3, 0xc8, 0xca, 0xea].includes(opcode)) return null;
  return 0;
}
