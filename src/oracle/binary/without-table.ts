/** Judges an image in which no Go function table can be read: no Go, or Go that cannot be judged. */
import { latin1, readExactly } from './bytes.js';
import type { BuildInfo } from './go/build-info.js';
import { findGoTraces, traceWords, type GoTraces } from './go/traces.js';
import type { Image } from './image.js';

interface Answer {
  readonly verdict: 'not-go' | 'unknown';
  readonly detail: string;
  /** Something shows that it is Go, but not which release. */
  readonly isGo: boolean;
}

const unknown = (detail: string, isGo: boolean): Answer => ({ verdict: 'unknown', detail, isGo });

/** `traces` are searched if they are not given. */
export function judgeWithoutTable(
  image: Image,
  info: BuildInfo | null,
  traces: GoTraces | null = findGoTraces(image),
): Answer {
  // Unpacked it may be anything, so this comes before traces in the packed file.
  const packer = packerOf(image);
  const isGo = info !== null || traces !== null;
  if (packer !== null) return unknown(packer, isGo);
  if (image.truncated)
    return unknown(
      isGo
        ? 'It is Go, but cut off: the decisive part is missing.'
        : 'It is cut off, and the rest of it does not show Go.',
      isGo,
    );
  if (traces !== null && traces.compiler !== 'gc') return unknown(anotherRuntime(traces), true);
  if (!isGo)
    return {
      verdict: 'not-go',
      isGo,
      detail: 'There is no Go in it: no build information, function table or other trace of it.',
    };
  const found = [
    ...(info === null ? [] : [`build information${info.goVersion === null ? '' : ` of ${info.goVersion}`}`]),
    ...(traces?.found ?? []).flatMap((trace) =>
      trace === 'build-info' && info !== null ? [] : [traceWords[trace]],
    ),
  ];
  return unknown(`${obfuscated} It has no function table that can be read, but ${inWords(found)}.`, true);
}

/** The advice is the same for every obfuscator. */
export const obfuscated = 'It is Go, but obfuscated: gate the plain build or its toolchain.';

const anotherRuntime = ({ compiler, found }: GoTraces): string =>
  `It was built by ${compiler}: another runtime, not judged (it has ${inWords(found.map((trace) => traceWords[trace]))}).`;

function inWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** Section names of packers. Nothing of the program can be read in these: it may be Go or not. */
const packers: readonly (readonly [section: RegExp, name: string])[] = [
  [/^UPX\d$/, 'UPX'],
  [/^\.MPRESS\d$/, 'MPRESS'],
  [/^\.aspack$/, 'ASPack'],
  [/^\.themida$/i, 'Themida'],
  [/^\.vmp\d$/, 'VMProtect'],
  [/^\.petite$/, 'Petite'],
  [/^PEC2/, 'PECompact'],
];

function packerOf({ source, sections }: Image): string | null {
  // UPX leaves its mark behind the headers.
  const marked = latin1(readExactly(source, 0, Math.min(4096, source.size))).includes('UPX!');
  const name = marked
    ? 'UPX'
    : packers.find(([section]) => sections.some((candidate) => section.test(candidate.name)))?.[1];
  if (name === undefined) return null;
  return name === 'UPX'
    ? 'It is packed with UPX: unpack it with `upx -d`, and ask again.'
    : `It is packed with ${name}: unpack it, or gate the plain build.`;
}
