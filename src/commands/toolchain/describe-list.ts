/** The screen of `toolchain list`: one line a toolchain, and the answer last. Pure. */
import type { SourceVerdict } from '../../pipeline/scan/installed-verdicts.js';
import { listed } from '../../report/page/causes.js';
import type { Block } from '../../report/page/document.js';
import { paragraph, tableOf, type ColumnOf } from '../../report/page/plain-table.js';
import { bytes } from '../../report/page/words.js';
import type { ListedToolchain } from '../../toolchain/list.js';

export type JudgedToolchain = ListedToolchain & SourceVerdict;

interface Listing {
  /** The oldest first. */
  readonly toolchains: readonly JudgedToolchain[];
  readonly installedBytes: number;
  readonly buildsBytes: number;
  /** Of the cache, as people read it. */
  readonly folder: string;
}

/** Names that fit into one sentence. */
const namesShown = 4;

/** @param isLong true: each with its folder */
export function describeList(listing: Listing, now: number, isLong: boolean): Block[] {
  const { toolchains } = listing;
  if (toolchains.length === 0)
    return [
      paragraph('There is no Go toolchain on this machine.'),
      paragraph('Fetch one: cgoprof-repro toolchain install stable'),
    ];
  const problems = toolchains.flatMap(({ goroot, problem }) =>
    problem === null ? [] : [{ place: goroot, word: 'problem', tone: 'loud' as const, text: problem }],
  );
  return [
    tableOf([...columns(now), ...(isLong ? [folderColumn] : [])], toolchains),
    ...(problems.length === 0 ? [] : [{ kind: 'entries' as const, entries: problems }]),
    paragraph(sizes(listing), 'dim'),
    paragraph('To ask them by running: cgoprof-repro --go installed --quick'),
    answer(toolchains),
  ];
}

function sizes({ buildsBytes, folder, installedBytes, toolchains }: Listing): string {
  const own = toolchains.filter(({ origin }) => origin === 'download').length;
  return `${own} installed by this tool: ${bytes(installedBytes)}; builds: ${bytes(buildsBytes)}; in ${folder}`;
}

function answer(toolchains: readonly JudgedToolchain[]): Block {
  const affected = toolchains.filter(({ verdict }) => verdict === 'affected');
  const undecided = toolchains.filter(({ verdict }) => verdict === 'inconclusive').length;
  const unknown = undecided === 0 ? '' : `; ${undecided} could not be decided`;
  const total = toolchains.length;
  if (affected.length === 0) {
    const tone = undecided === 0 ? 'fixed' : 'inconclusive';
    return paragraph(`none of ${total} toolchains is affected by its source${unknown}`, tone);
  }
  const names = listed(affected.map(nameOf), namesShown);
  return paragraph(
    `${affected.length} of ${total} toolchains AFFECTED by their sources: ${names}${unknown}`,
    'affected',
  );
}

const nameOf = ({ versionText }: JudgedToolchain): string => versionText || 'unknown';

const columns = (now: number): readonly ColumnOf<JudgedToolchain>[] => [
  { title: 'Version', text: nameOf },
  { title: 'Verdict', text: ({ verdict }) => verdict, tone: ({ verdict }) => verdict },
  { title: 'Source', text: ({ origin }) => origin },
  { title: 'Size', align: 'right', text: ({ sizeBytes }) => (sizeBytes === null ? '' : bytes(sizeBytes)) },
  {
    title: 'Last used',
    text: ({ lastUsedMs, inUse }) => (inUse ? 'in use' : lastUsedMs === null ? '' : ago(now - lastUsedMs)),
  },
];

const folderColumn: ColumnOf<JudgedToolchain> = { title: 'Where', text: ({ goroot }) => goroot };

/** The age, such as `3 days ago`: exact enough to choose what to remove. */
function ago(milliseconds: number): string {
  const hours = milliseconds / 3_600_000;
  if (hours < 1) return 'this hour';
  if (hours < 24) return 'today';
  const days = Math.floor(hours / 24);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}
