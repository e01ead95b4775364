/** Finds the C library of a program: from the program, or from the headers that its C compiler uses. */
import type { ByteSource } from '../model/byte-source.js';
import { DamagedFile, readExactly } from '../oracle/binary/bytes.js';
import { readElfLinkage } from '../oracle/binary/container/elf-linkage.js';
import { isElf } from '../oracle/binary/container/elf.js';
import { isPe, peImports } from '../oracle/binary/container/pe.js';

/** `static`: the program carries its C library, whose name it does not tell. `other-format`: neither ELF nor PE. */
export type LibcOfProgram =
  | { readonly kind: 'linked'; readonly libc: string }
  | { readonly kind: 'static' }
  | { readonly kind: 'other-format' };

/** Names that only one C library has, as a loader or as a library that is linked against. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^ld-musl-|^libc\.musl-/, 'musl'],
  [/^ld-linux[-.]|^libc\.so\.6$/, 'glibc'],
  [/^ld(?:64)?-uClibc[-.]/, 'uclibc'],
  [/^linker(?:64)?$/, 'bionic'],
  [/^(?:ucrtbased?|api-ms-win-crt-[\w-]+)\.dll$/i, 'ucrt'],
  [/^msvcrt\.dll$/i, 'msvcrt'],
];

/** Tells the C library of a built program; `unknown` if it names no known one, or two of them. */
export function libcOfProgram(source: ByteSource): LibcOfProgram {
  try {
    const start = readExactly(source, 0, Math.min(4, source.size));
    if (isPe(source, start)) return { kind: 'linked', libc: libcAmong(peImports(source)) };
    if (!isElf(start)) return { kind: 'other-format' };
    const { interpreter, needed } = readElfLinkage(source);
    if (interpreter === null && needed.length === 0) return { kind: 'static' };
    const loader = interpreter?.slice(interpreter.lastIndexOf('/') + 1) ?? '';
    return { kind: 'linked', libc: libcAmong([loader, ...needed]) };
  } catch (error) {
    if (error instanceof DamagedFile) return { kind: 'linked', libc: 'unknown' };
    throw error;
  }
}

function libcAmong(linked: readonly string[]): string {
  const found = new Set(linked.flatMap((name) => names.find(([pattern]) => pattern.test(name))?.[1] ?? []));
  const [libc] = found;
  return libc !== undefined && found.size === 1 ? libc : 'unknown';
}

/** Macros of the libraries' headers. uClibc defines glibc's as well, so it comes first. */
const macros: readonly (readonly [RegExp, string])[] = [
  [/^#define __UCLIBC__ /m, 'uclibc'],
  [/^#define __BIONIC__ /m, 'bionic'],
  [/^#define __GLIBC__ /m, 'glibc'],
  // musl has no macro that names it, on purpose; these guard each of its types.
  [/^#define __DEFINED_FILE\b/m, 'musl'],
];

/** Arguments that make a C compiler print the macros of its `stdio.h`. */
export const printMacros: readonly string[] = ['-dM', '-E', '-x', 'c', '-include', 'stdio.h', '/dev/null'];

/** Tells the C library whose headers define these macros; `unknown` if none is known. */
export const libcOfMacros = (text: string): string =>
  macros.find(([pattern]) => pattern.test(text))?.[1] ?? 'unknown';
