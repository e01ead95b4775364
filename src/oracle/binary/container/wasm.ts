/**
 * WebAssembly modules, as far as they show which compiler built them:
 * https://webassembly.github.io/spec/core/binary/modules.html
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { DamagedFile, latin1, readExactly, Words } from '../bytes.js';

export interface WasmModule {
  /** `Go`, or another compiler that its custom sections and imports show; null if they do not. */
  readonly builtBy: 'Go' | 'TinyGo' | null;
  readonly goVersion: string | null;
  readonly goos: 'js' | 'wasip1' | null;
}

const [customSection, importSection] = [0, 2];
const mostSections = 10_000;
/** The limit for a custom section and for the imports; the decisive parts are at their beginning. */
const readAtMost = 64 * 1024;

export function isWasm(start: Uint8Array): boolean {
  return latin1(start.subarray(0, 4)) === '\0asm';
}

/** Walks through all sections. Throws `DamagedFile` unless they end where the file does. */
export function readWasm(source: ByteSource): WasmModule {
  let found: WasmModule = { builtBy: null, goVersion: null, goos: null };
  if (source.size < 8) throw new DamagedFile('its header is cut off');
  let at = 8;
  for (let count = 0; at < source.size; count++) {
    if (count === mostSections) throw new DamagedFile(`it has more than ${mostSections} sections`);
    const head = new Cursor(readExactly(source, at, Math.min(6, source.size - at)));
    const id = head.byte();
    const size = head.number();
    const from = at + head.at;
    if (from + size > source.size) throw new DamagedFile('a section of it ends outside of the file');
    const body = new Cursor(readExactly(source, from, Math.min(size, readAtMost)));
    if (id === customSection) found = { ...found, ...withCustom(body, found) };
    if (id === importSection) found = { ...found, ...withImports(body, found) };
    at = from + size;
  }
  return found;
}

function withCustom(body: Cursor, { builtBy }: WasmModule): Partial<WasmModule> {
  const name = body.text();
  if (name === 'go:buildid' || name === 'go.buildid') return { builtBy: builtBy ?? 'Go' };
  if (name !== 'producers') return {};
  const found: { builtBy?: 'Go' | 'TinyGo'; goVersion?: string } = {};
  for (let fields = body.number(); fields > 0 && !body.ended; fields--) {
    body.text();
    for (let values = body.number(); values > 0 && !body.ended; values--) {
      const [tool, version] = [body.text(), body.text()];
      if (tool === 'TinyGo') found.builtBy = 'TinyGo';
      if (tool !== 'Go' && !tool.startsWith('Go cmd/')) continue;
      found.builtBy ??= 'Go';
      if (/^(?:go1|devel)[ -~]{0,200}$/.test(version)) found.goVersion ??= version;
    }
  }
  return found;
}

/** Only the module and name of each matter, and the first ones decide, so descriptors are not read. */
function withImports(body: Cursor, { builtBy }: WasmModule): Partial<WasmModule> {
  body.number();
  const [module, name] = [body.text(), body.text()];
  if (module === 'gojs' || (module === 'go' && name.startsWith('runtime.')))
    return { builtBy: builtBy ?? 'Go', goos: 'js' };
  return module === 'wasi_snapshot_preview1' ? { goos: 'wasip1' } : {};
}

/** Continues reading; beyond the end there are only zeros. */
class Cursor {
  readonly #words: Words;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#words = new Words(bytes, true);
  }

  get ended(): boolean {
    return this.at >= this.#words.length;
  }

  byte(): number {
    return this.ended ? 0 : this.#words.u8(this.at++);
  }

  /** LEB128, of at most 32 bits. */
  number(): number {
    let value = 0;
    for (let shift = 0; shift < 5; shift++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * shift);
      if (byte < 0x80) return value;
    }
    throw new DamagedFile('a number in it does not end');
  }

  text(): string {
    const length = this.number();
    const text = latin1(this.#words.bytes.subarray(this.at, this.at + Math.min(length, 256)));
    this.at += length;
    return text;
  }
}
