/** How attributes are encoded: https://dwarfstd.org/doc/DWARF5.pdf, section 7.5.6. */
import { DamagedFile, type Words } from '../bytes.js';

/** Bytes of a number of 64 bits. */
const longestLeb = 10;

/** A place in a section that moves on as it is read. */
export class Cursor {
  readonly words: Words;
  at: number;

  constructor(words: Words, at: number) {
    this.words = words;
    this.at = at;
  }

  u8(): number {
    return this.words.u8(this.at++);
  }

  u16(): number {
    return this.words.u16((this.at += 2) - 2);
  }

  u32(): number {
    return this.words.u32((this.at += 4) - 4);
  }

  u64(): number {
    return this.words.u64((this.at += 8) - 8);
  }

  /** LEB128, unsigned. Signed numbers have the same length, so this skips them too. */
  uleb(): number {
    let value = 0;
    for (let length = 0; length < longestLeb; length++) {
      const byte = this.u8();
      value += (byte & 0x7f) * 128 ** length;
      if (byte < 0x80) return value;
    }
    throw new DamagedFile('a number in its debug information has no end');
  }

  /** NUL-terminated. */
  text(): string {
    const { bytes } = this.words;
    const end = bytes.indexOf(0, this.at);
    if (end < 0) throw new DamagedFile('a name in its debug information has no end');
    const text = this.words.text(this.at, end - this.at);
    this.at = end + 1;
    return text;
  }
}

/** What the size of some forms depends on. */
export interface UnitFormat {
  readonly version: number;
  readonly addressSize: number;
  /** 8 in 64-bit DWARF, which is rare even in programs of 64 bits. */
  readonly offsetSize: 4 | 8;
}

const [formString, formIndirect] = [0x08, 0x16];

/** Forms whose size never changes, in bytes. */
const fixedSizes: Readonly<Record<number, number>> = {
  0x05: 2, // data2
  0x06: 4, // data4
  0x07: 8, // data8
  0x0b: 1, // data1
  0x0c: 1, // flag
  0x11: 1, // ref1
  0x12: 2, // ref2
  0x13: 4, // ref4
  0x14: 8, // ref8
  0x19: 0, // flag_present
  0x1c: 4, // ref_sup4
  0x1e: 16, // data16
  0x20: 8, // ref_sig8
  0x21: 0, // implicit_const, whose value stands among the abbreviations
  0x24: 8, // ref_sup8
  0x25: 1, // strx1
  0x26: 2, // strx2
  0x27: 3, // strx3
  0x28: 4, // strx4
  0x29: 1, // addrx1
  0x2a: 2, // addrx2
  0x2b: 3, // addrx3
  0x2c: 4, // addrx4
};

/** Offsets into a section: strp, sec_offset, strp_sup, line_strp. */
const offsetForms = new Set([0x0e, 0x17, 0x1d, 0x1f]);
/** LEB128: sdata, udata, ref_udata, strx, addrx, loclistx, rnglistx. */
const lebForms = new Set([0x0d, 0x0f, 0x15, 0x1a, 0x1b, 0x22, 0x23]);

/** Moves past a value. Throws `DamagedFile` for a form that no version of DWARF has. */
export function skipForm(cursor: Cursor, form: number, unit: UnitFormat): void {
  const size = fixedSizes[form];
  if (size !== undefined) cursor.at += size;
  else if (form === formString) cursor.text();
  else if (lebForms.has(form)) cursor.uleb();
  else if (offsetForms.has(form)) cursor.at += unit.offsetSize;
  else if (form === formIndirect) skipForm(cursor, directForm(cursor), unit);
  else {
    // It moves the cursor itself, so it has to be read before.
    const size = variableSize(cursor, form, unit);
    cursor.at += size;
  }
}

/** The form that stands before its value. It may not be another indirect one. */
function directForm(cursor: Cursor): number {
  const form = cursor.uleb();
  if (form === formIndirect) throw new DamagedFile('its debug information names no form of a value');
  return form;
}

/** The size of what follows, for the forms that begin with it or depend on the unit. */
function variableSize(
  cursor: Cursor,
  form: number,
  { version, addressSize, offsetSize }: UnitFormat,
): number {
  switch (form) {
    case 0x01: // addr
      return addressSize;
    case 0x03: // block2
      return cursor.u16();
    case 0x04: // block4
      return cursor.u32();
    case 0x09: // block
    case 0x18: // exprloc
      return cursor.uleb();
    case 0x0a: // block1
      return cursor.u8();
    case 0x10: // ref_addr
      return version === 2 ? addressSize : offsetSize;
    default:
      throw new DamagedFile(`its debug information has the unknown form ${form}`);
  }
}

/** Reads a name that stands where it is used, as Go writes all of them; null for a name kept elsewhere. */
export function readInlineText(cursor: Cursor, form: number, unit: UnitFormat): string | null {
  if (form === formString) return cursor.text();
  skipForm(cursor, form, unit);
  return null;
}

/** Reads a number that is a constant; null for anything else. */
export function readConstant(cursor: Cursor, form: number, unit: UnitFormat): number | null {
  switch (form) {
    case 0x0b:
      return cursor.u8();
    case 0x05:
      return cursor.u16();
    case 0x06:
      return cursor.u32();
    case 0x07:
      return cursor.u64();
    case 0x0f:
      return cursor.uleb();
    default:
      skipForm(cursor, form, unit);
      return null;
  }
}
