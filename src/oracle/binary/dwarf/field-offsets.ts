/**
 * Offsets of struct fields, from the DWARF that Go's compiler writes (versions 4 and 5):
 * https://dwarfstd.org/doc/DWARF5.pdf, section 7.5.
 */
import { DamagedFile, type Words } from '../bytes.js';
import { Cursor, readConstant, readInlineText, skipForm, type UnitFormat } from './forms.js';

/** The content of the sections `.debug_info` and `.debug_abbrev`, decompressed. */
export interface DebugSections {
  readonly info: Words;
  readonly abbreviations: Words;
}

const [compileUnitTag, memberTag, structTag] = [0x11, 0x0d, 0x13];
const [nameAttribute, languageAttribute, memberPlaceAttribute] = [0x03, 0x13, 0x38];
const languageGo = 0x16;
const implicitConstant = 0x21;

/**
 * Finds the offsets, in bytes, of fields named `runtime.g.m`. Fields that are not there are missing from the answer. C's
 * units, of which a program with cgo has more, are stepped over. Throws `DamagedFile`.
 */
export function fieldOffsets(sections: DebugSections, fields: readonly string[]): Record<string, number> {
  const structs = new Set(fields.map((field) => field.slice(0, field.lastIndexOf('.'))));
  const wanted = new Set(fields);
  const found = new Map<string, number>();
  const tables = new Map<number, AbbreviationTable>();
  for (const unit of unitsOf(sections.info)) {
    const table = tables.get(unit.abbreviations) ?? readAbbreviations(sections, unit.abbreviations);
    tables.set(unit.abbreviations, table);
    for (const { struct, member, offset } of membersIn(sections.info, unit, table, structs)) {
      const field = `${struct}.${member}`;
      if (wanted.has(field)) found.set(field, offset);
    }
    if (found.size === wanted.size) break;
  }
  return Object.fromEntries(found);
}

interface Unit extends UnitFormat {
  /** The first entry, and the end of the last one. */
  readonly start: number;
  readonly end: number;
  /** Place of its table in `.debug_abbrev`. */
  readonly abbreviations: number;
}

function* unitsOf(info: Words): Generator<Unit> {
  const cursor = new Cursor(info, 0);
  while (cursor.at < info.length) {
    const short = cursor.u32();
    const offsetSize = short === 0xffff_ffff ? 8 : 4;
    const length = offsetSize === 8 ? cursor.u64() : short;
    const end = cursor.at + length;
    if (length === 0 || end > info.length)
      throw new DamagedFile('a unit of its debug information has no end');
    yield readUnitHeader(cursor, offsetSize, end);
    cursor.at = end;
  }
}

function readUnitHeader(cursor: Cursor, offsetSize: 4 | 8, end: number): Unit {
  const offset = (): number => (offsetSize === 8 ? cursor.u64() : cursor.u32());
  const version = cursor.u16();
  if (version < 2 || version > 5) throw new DamagedFile(`its debug information has the version ${version}`);
  if (version < 5) {
    const abbreviations = offset();
    return { version, offsetSize, addressSize: cursor.u8(), abbreviations, start: cursor.at, end };
  }
  const type = cursor.u8();
  const addressSize = cursor.u8();
  const abbreviations = offset();
  cursor.at += idSizes[type] ?? 0;
  // A type unit has the offset of its type, too.
  if (type === 0x02 || type === 0x06) offset();
  return { version, offsetSize, addressSize, abbreviations, start: cursor.at, end };
}

/** Bytes of the ids that units of these types have behind their header: type, skeleton, split, split type. */
const idSizes: Readonly<Record<number, number>> = { 0x02: 8, 0x04: 8, 0x05: 8, 0x06: 8 };

interface Abbreviation {
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly attributes: readonly (readonly [name: number, form: number])[];
}
type AbbreviationTable = ReadonlyMap<number, Abbreviation>;

function readAbbreviations(sections: DebugSections, at: number): AbbreviationTable {
  const cursor = new Cursor(sections.abbreviations, at);
  const table = new Map<number, Abbreviation>();
  for (let code = cursor.uleb(); code !== 0; code = cursor.uleb()) {
    const tag = cursor.uleb();
    const hasChildren = cursor.u8() !== 0;
    const attributes: [number, number][] = [];
    for (;;) {
      const [name, form] = [cursor.uleb(), cursor.uleb()];
      if (form === implicitConstant) cursor.uleb();
      if (name === 0 && form === 0) break;
      attributes.push([name, form]);
    }
    table.set(code, { tag, hasChildren, attributes });
  }
  return table;
}

interface Member {
  readonly struct: string;
  readonly member: string;
  readonly offset: number;
}

/** Yields the members of these structs, which lie at the top of their unit. */
function* membersIn(
  info: Words,
  unit: Unit,
  table: AbbreviationTable,
  structs: ReadonlySet<string>,
): Generator<Member> {
  const cursor = new Cursor(info, unit.start);
  let depth = 0;
  let struct: string | null = null;
  while (cursor.at < unit.end) {
    const code = cursor.uleb();
    if (code === 0) {
      depth--;
      continue;
    }
    const abbreviation = table.get(code);
    if (abbreviation === undefined)
      throw new DamagedFile(`its debug information has no abbreviation ${code}`);
    const entry = readEntry(cursor, abbreviation, unit);
    if (abbreviation.tag === compileUnitTag && entry.language !== languageGo) return;
    if (depth <= 1)
      struct = abbreviation.tag === structTag && structs.has(entry.name ?? '') ? entry.name : null;
    if (depth === 2 && struct !== null && abbreviation.tag === memberTag && entry.place !== null)
      yield { struct, member: entry.name ?? '', offset: entry.place };
    if (abbreviation.hasChildren) depth++;
  }
}

/** Reads those attributes of an entry that say something here. */
function readEntry(cursor: Cursor, { attributes }: Abbreviation, unit: Unit) {
  let name: string | null = null;
  let language: number | null = null;
  let place: number | null = null;
  for (const [attribute, form] of attributes) {
    switch (attribute) {
      case nameAttribute:
        name = readInlineText(cursor, form, unit);
        break;
      case languageAttribute:
        language = readConstant(cursor, form, unit);
        break;
      case memberPlaceAttribute:
        place = readConstant(cursor, form, unit);
        break;
      default:
        skipForm(cursor, form, unit);
    }
  }
  return { name, language, place };
}
