/**
 * From the bytes of a compiled file to a verdict about the Go runtime inside it, by its machine code: versions mislead
 * if vendors backport, code does not. Pure: it answers for any bytes, and code that it cannot understand is `unknown`.
 */
import type { ByteSource } from '../../model/byte-source.js';
import { DamagedFile, readExactly, unlessDamaged } from './bytes.js';
import { archiveMembers, isArchive } from './container/ar.js';
import { isCoffObject, readCoffObject } from './container/coff-object.js';
import { coreDump } from './container/core.js';
import { elfEnd, isElf, readElf, readElfHeader, relocatableObject } from './container/elf.js';
import { readElfObject } from './container/elf-object.js';
import { isMachO, machoEnd, readMachO } from './container/macho.js';
import { isPe, peEnd, readPe } from './container/pe.js';
import { unreadFormatOf } from './container/unread.js';
import { isWasm } from './container/wasm.js';
import type { Container, Image } from './image.js';
import { judgeCore } from './judge-core.js';
import { judgeUnread, judgeUnrecognised, judgeWasm } from './judge-unread.js';
import { judgeRuntime, withoutRuntime, type RuntimeJudgement } from './judge-runtime.js';
import type { RuntimeQuestion } from './runtime-question.js';

/** The judgement of one runtime. `member` names its part of the file, if the file has parts. */
export interface BinaryJudgement extends RuntimeJudgement {
  readonly member: string | null;
}

/**
 * One judgement per Go runtime that the file can hold: usually one, more for fat Mach-O files and static libraries,
 * none if it is not a compiled file at all. Errors of `source` itself pass through.
 */
export function judgeBinary(source: ByteSource, question: RuntimeQuestion): BinaryJudgement[] {
  try {
    const start = startOf(source);
    if (isArchive(start)) return judgeArchive(source, question);
    if (isElf(start) && readElfHeader(source).type === coreDump) return judgeCore(source, question);
    return candidatesIn(source, start, question).flatMap((candidate) => {
      const { bytes, member } = candidate;
      return member !== null && isArchive(startOf(bytes))
        ? judgeArchive(bytes, question).map((judgement) => within(member, judgement))
        : [judgeCandidate(candidate)];
    });
  } catch (error) {
    return [{ ...damaged('unknown', error), member: null }];
  }
}

/**
 * The offset at which something may be appended to a compiled file, as in self-extracting programs; null if there is
 * nothing.
 */
export function appendedAt(source: ByteSource): number | null {
  const end = unlessDamaged(
    () => endOf(source, startOf(source)),
    () => 0,
  );
  return end > 0 && end < source.size ? end : null;
}

/** Returns zero for a file that has no end of its own. */
function endOf(source: ByteSource, start: Uint8Array): number {
  if (isElf(start)) return elfEnd(source);
  if (isPe(source, start)) return peEnd(source);
  return isMachO(source) ? machoEnd(source) : 0;
}
const startOf = (source: ByteSource): Uint8Array => readExactly(source, 0, Math.min(16, source.size));

/** A slice of a fat library. */
const within = (slice: string, judgement: BinaryJudgement): BinaryJudgement => ({
  ...judgement,
  member: judgement.member === null ? slice : `${slice}!${judgement.member}`,
});

interface Candidate {
  readonly container: Container | 'unknown';
  readonly member: string | null;
  readonly bytes: ByteSource;
  /** Throws `DamagedFile`. */
  readonly judge: () => RuntimeJudgement;
}

function candidatesIn(source: ByteSource, start: Uint8Array, question: RuntimeQuestion): Candidate[] {
  const whole = { member: null, bytes: source };
  const opened = (container: Container, open: () => Image): Candidate => ({
    container,
    ...whole,
    judge: () => judgeRuntime(open(), question),
  });
  if (isElf(start)) return [opened('elf', () => readElfOfAnyKind(source))];
  if (isPe(source, start)) return [opened('pe', () => readPe(source))];
  if (isCoffObject(source)) return [opened('pe', () => readCoffObject(source))];
  if (isMachO(source))
    return readMachO(source).map(({ name, bytes, open }) => {
      const unread = unreadCandidate(bytes, startOf(bytes), question);
      return unread === null
        ? { container: 'macho', member: name, bytes, judge: () => judgeRuntime(open(), question) }
        : { ...unread, member: name };
    });
  if (isWasm(start)) return [{ container: 'unknown', ...whole, judge: () => judgeWasm(source, question) }];
  const unread = unreadCandidate(source, start, question);
  return unread === null ? [] : [unread];
}

function unreadCandidate(source: ByteSource, start: Uint8Array, question: RuntimeQuestion): Candidate | null {
  const format = unreadFormatOf(source, start);
  return format === null
    ? null
    : {
        container: 'unknown',
        member: null,
        bytes: source,
        judge: () => judgeUnread(source, format, question),
      };
}

function readElfOfAnyKind(source: ByteSource): Image {
  return readElfHeader(source).type === relocatableObject ? readElfObject(source) : readElf(source);
}

function judgeCandidate({ container, member, judge }: Candidate): BinaryJudgement {
  try {
    return { ...judge(), member };
  } catch (error) {
    return { ...damaged(container, error), member };
  }
}

function damaged(container: Container | 'unknown', error: unknown): RuntimeJudgement {
  if (!(error instanceof DamagedFile)) throw error;
  return withoutRuntime(container, 'unknown', `The file is damaged: ${error.message}.`);
}

/** The first member of a package that was compiled but not linked. */
const goPackage = '__.PKGDEF';
const goPackageJudgement: BinaryJudgement = {
  ...withoutRuntime(
    'unknown',
    'unknown',
    'It is a compiled Go package that was not linked: gate what it is linked into, or its toolchain.',
  ),
  member: null,
};

/**
 * A c-archive keeps all Go code in one member, which the go command calls go.o; the others are C. If no member can be
 * found, one answer stands for the whole library.
 */
function judgeArchive(source: ByteSource, question: RuntimeQuestion): BinaryJudgement[] {
  const judgements: BinaryJudgement[] = [];
  const unclear = new Set<string>();
  let goObject: string | null = null;
  try {
    for (const { name, bytes } of archiveMembers(source)) {
      if (name === 'go.o') goObject = name;
      if (name === goPackage) return [goPackageJudgement];
      const candidates = candidatesIn(bytes, startOf(bytes), question);
      const found =
        candidates.length === 0 ? [judgeUnrecognised(bytes, question)] : candidates.map(judgeCandidate);
      for (const judgement of found) {
        // A library of gccgo has hundreds of members with the same answer.
        const isRepeated = judgement.verdict === 'unknown' && unclear.has(judgement.detail);
        if (judgement.verdict === 'not-go' || isRepeated) continue;
        judgements.push({ ...judgement, member: name });
        unclear.add(judgement.detail);
      }
    }
  } catch (error) {
    // The bytes behind the damage may be Go as well.
    judgements.push({ ...damaged('unknown', error), member: null });
  }
  if (judgements.length > 0) return judgements;
  const detail =
    goObject === null
      ? 'None of its members holds Go code.'
      : `Its member ${goObject} is an object file of a format that is not read.`;
  return [
    { ...withoutRuntime('unknown', goObject === null ? 'not-go' : 'unknown', detail), member: goObject },
  ];
}
