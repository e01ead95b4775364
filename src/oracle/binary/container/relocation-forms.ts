/**
 * The meaning of the relocations of object files, as far as Go's linker writes them: pointers in data, and the calls
 * that it leaves to the C linker. All others stand for values on which nothing here depends. The numbers come from the
 * processors' ELF supplements, from the PE format's section on COFF relocations and from <mach-o/reloc.h> with its
 * processors' parts.
 */

export interface RelocationForms {
  /** The type that fills in the address of something. */
  readonly pointer: number;
  /** The type that fills in the operand of a call; null if Go's linker itself resolves calls within its code. */
  readonly call: number | null;
  /** The addend in a call, for tables without addends, counted from the call. */
  readonly addendInCall: (word: number) => number;
}

/** The low `count` bits, as a number of words of four bytes. */
const wordsIn = (word: number, count: number): number => ((word << (32 - count)) >> (32 - count)) * 4;

const forms = (
  pointer: number,
  call: number | null = null,
  addendInCall: (word: number) => number = () => 0,
): RelocationForms => ({ pointer, call, addendInCall });

type FormsByArchitecture = Readonly<Record<string, RelocationForms>>;

export const elfForms: FormsByArchitecture = {
  '386': forms(1), // R_386_32
  amd64: forms(1), // R_X86_64_64
  // R_ARM_ABS32, R_ARM_CALL; the processor counts from two instructions further on.
  arm: forms(2, 28, (word) => wordsIn(word, 24) + 8),
  arm64: forms(257, 283), // R_AARCH64_ABS64, R_AARCH64_CALL26
  loong64: forms(2, 66), // R_LARCH_64, R_LARCH_B26
  ppc64le: forms(38, 10), // R_PPC64_ADDR64, R_PPC64_REL24
  riscv64: forms(2, 17), // R_RISCV_64, R_RISCV_JAL
  s390x: forms(22), // R_390_64
};

export const coffForms: FormsByArchitecture = {
  '386': forms(6), // IMAGE_REL_I386_DIR32
  amd64: forms(1), // IMAGE_REL_AMD64_ADDR64
  arm64: forms(14, 3, (word) => wordsIn(word, 26)), // IMAGE_REL_ARM64_ADDR64, IMAGE_REL_ARM64_BRANCH26
};

export const machoForms: FormsByArchitecture = {
  amd64: forms(0), // X86_64_RELOC_UNSIGNED
  arm64: forms(0, 2, (word) => wordsIn(word, 26)), // ARM64_RELOC_UNSIGNED, ARM64_RELOC_BRANCH26
};
