/**
 * Judges the Go runtimes in a process by its core dump. Usually a dump holds no code, but names the files and has their
 * data. Each Go build is named, judged if its code is in the dump, and otherwise has to be gated itself.
 */
import { sanitiseLine } from '../../text/sanitise.js';
import type { ByteSource } from '../../model/byte-source.js';
import { asBuffer, readExactly, unlessDamaged } from './bytes.js';
import { readCore, type MappedFile } from './container/core.js';
import { readBuildInfo } from './go/build-info.js';
import { findGoTraces } from './go/traces.js';
import type { Image } from './image.js';
import { judgeRuntime, withoutRuntime, type RuntimeJudgement } from './judge-runtime.js';
import type { RuntimeQuestion } from './runtime-question.js';

export interface CoreJudgement extends RuntimeJudgement {
  /** The mapped file. */
  readonly member: string | null;
}

const namesAtMost = 5;
/** The start of the Go heap on 64-bit processors: src/runtime/malloc.go. */
const heapHints: Readonly<Record<string, number>> = { arm64: 0x40_0000_0000 };
const usualHeapHint = 0xc0_0000_0000;

/** Throws `DamagedFile`. */
export function judgeCore(source: ByteSource, question: RuntimeQuestion): CoreJudgement[] {
  const { files, memory } = readCore(source);
  const whole = (verdict: 'not-go' | 'unknown', detail: string): CoreJudgement => ({
    ...withoutRuntime('elf', verdict, detail),
    goarch: memory.goarch,
    goos: memory.goos,
    member: null,
  });
  if (files === null) return [whole('unknown', unnamedFiles(memory))];
  const programs = files.filter(({ mayHoldCode }) => mayHoldCode);
  const answers = programs.map((file) => ({ file, answer: judgeMapped(file, question) }));
  const judged = answers.flatMap(({ answer }) => (typeof answer === 'string' ? [] : [answer]));
  const unclear = answers.flatMap(({ file, answer }) => (answer === 'unclear' ? [shown(file.name)] : []));
  const missing =
    unclear.length === 0
      ? []
      : [
          whole(
            'unknown',
            `It is a core dump that does not hold enough of ${listOf(unclear)}: ${ask(unclear)}.`,
          ),
        ];
  if (judged.length > 0 || missing.length > 0) return [...judged, ...missing];
  if (programs.length === 0 || holdsGoHeap(memory))
    return [whole('unknown', 'It is a core dump that does not tell what ran: gate the program itself.')];
  return [
    whole(
      'not-go',
      `There is no Go in it: it is a core dump, and none of the ${programs.length} files with code in it is Go.`,
    ),
  ];
}

/** Its names may have been left out, but not the content of memory. */
function unnamedFiles(memory: Image): string {
  const version = guarded(() => readBuildInfo(memory))?.goVersion;
  const go = version === null || version === undefined ? '' : ` It holds build information of ${version}.`;
  return `It is a core dump that does not name the files that were mapped: gate the program itself.${go}`;
}

function judgeMapped(file: MappedFile, question: RuntimeQuestion): CoreJudgement | 'not-go' | 'unclear' {
  const { image, isWhole } = file;
  if (image.segments.length === 0) return 'unclear';
  const judgement = judgeRuntime(image, question);
  const member = shown(file.name);
  // A part alone is no reason for an all-clear.
  if (judgement.verdict === 'affected') return { ...judgement, member };
  const buildId = buildIdIn(image);
  const isGo =
    buildId !== null ||
    judgement.goVersion !== null ||
    (judgement.verdict === 'not-go'
      ? false
      : isWhole || guarded(() => findGoTraces(image) ?? readBuildInfo(image)) !== null);
  if (!isGo) return file.hasHeaderAndData && judgement.verdict === 'not-go' ? 'not-go' : 'unclear';
  if (isWhole && judgement.verdict !== 'not-go') return { ...judgement, member };
  const names = [judgement.goVersion, buildId === null ? null : `build id ${buildId}`].filter(
    (name) => name !== null,
  );
  const named = names.length === 0 ? '' : ` (${names.join(', ')})`;
  return {
    ...judgement,
    verdict: 'unknown',
    isGo: true,
    detail: `It is Go${named}, of which the core dump holds only a part: gate ${member} itself.`,
    fields: null,
    member,
  };
}

/** The note of Go's linker in the first page of the file: size of its name, of the id, type 4. */
function buildIdIn({ segments, source }: Image): string | null {
  const [first] = segments;
  if (first === undefined) return null;
  const page = asBuffer(readExactly(source, first.fileOffset, Math.min(4096, first.size)));
  const name = page.indexOf('Go\0\0');
  if (name < 12) return null;
  const sizes = [page.readUInt32LE(name - 8), page.readUInt32BE(name - 8)];
  const size = sizes.find((value) => value > 0 && value <= 256 && name + 4 + value <= page.length);
  const id = size === undefined ? '' : page.toString('latin1', name + 4, name + 4 + size);
  return /^[\w/.+=-]{1,256}$/.test(id) ? id : null;
}

const holdsGoHeap = ({ segments, goarch }: Image): boolean =>
  segments.some(({ address }) => address === (heapHints[goarch ?? ''] ?? usualHeapHint));

const shown = (name: string): string => sanitiseLine(name).slice(0, 300);

const listOf = (names: readonly string[]): string =>
  names.slice(0, namesAtMost).join(', ') +
  (names.length > namesAtMost ? ` and ${names.length - namesAtMost} more` : '');

const ask = (names: readonly string[]): string =>
  names.length === 1 ? 'gate it itself' : 'gate these themselves';

const guarded = <T>(attempt: () => T): T | null => unlessDamaged<T | null>(attempt, () => null);
