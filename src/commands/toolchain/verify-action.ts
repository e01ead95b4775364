import { exitCodes } from '../../model/verdict.js';
import { shortenHome } from '../../text/shorten-home.js';
import { paragraph, tableOf, type ColumnOf } from '../../report/page/plain-table.js';
import type { Tone } from '../../report/page/document.js';
import type { Session } from '../../pipeline/session.js';
import { discoverToolchains } from '../../toolchain/find/discover.js';
import { verifyToolchain, type Verifiable, type Verification } from '../../toolchain/store/verify.js';
import { answerWith } from '../common/answer-with.js';
import type { CommandContext } from '../common/command-context.js';
import { resolveReleases } from '../../pipeline/resolve-specs.js';
import type { CommonOptions } from '../common/root.js';

interface VerifiedRow {
  readonly release: string;
  readonly source: string | null;
  readonly goroot: string | null;
  readonly result: Verification['kind'] | 'not-found';
  /** `h1:…` of the files now, and the one that they should have; null where nothing was hashed. */
  readonly found: string | null;
  readonly expected: string | null;
}

export async function verifyAction(
  specs: readonly string[],
  options: CommonOptions,
  context: CommandContext,
): Promise<void> {
  await answerWith(options, context, {}, async (session) => {
    const rows: VerifiedRow[] = [];
    const { present, missing } = await chooseToolchains(specs, session);
    const tell = (done: number, at?: string): void => {
      const total = present.length;
      session.onEvent({
        type: 'work-progress',
        work: 'verify',
        done,
        total,
        ...(at === undefined ? {} : { at }),
      });
    };
    for (const [index, toolchain] of present.entries()) {
      tell(index, toolchain.release);
      rows.push(rowOf(toolchain, await verifyToolchain(toolchain, session), session.home));
    }
    tell(present.length);
    rows.push(...missing.map(notFound));
    const shown =
      rows.length === 0 ? paragraph('This tool has not installed any toolchain.') : tableOf(columns, rows);
    return {
      blocks: [shown],
      data: { schemaVersion: 1, toolchains: rows },
      exitCode: rows.some(({ result }) => isBad[result]) ? exitCodes.failed : exitCodes.ok,
    };
  });
}

/** The installed toolchains; with SPECs every copy on the machine of the named releases. */
async function chooseToolchains(
  specs: readonly string[],
  session: Session,
): Promise<{ readonly present: readonly Verifiable[]; readonly missing: readonly string[] }> {
  const candidates = (await discoverToolchains(session)).map(({ goroot, origin, versionText }) => ({
    goroot,
    origin,
    release: versionText,
  }));
  if (specs.length === 0) {
    return { present: candidates.filter(({ origin }) => origin === 'download'), missing: [] };
  }
  const releases = await resolveReleases(specs, {}, session);
  const present = candidates.filter(({ release }) => releases.includes(release));
  const missing = releases.filter((name) => !present.some(({ release }) => release === name));
  // Nobody has all of a range installed: a range is reported as missing only if nothing of it is installed.
  return { present, missing: present.length === 0 || specs.length === releases.length ? missing : [] };
}

function rowOf(
  { release, origin, goroot }: Verifiable,
  verification: Verification,
  home: string,
): VerifiedRow {
  const changed = verification.kind === 'changed' ? verification : null;
  const sum = 'sum' in verification ? verification.sum : null;
  return {
    release,
    source: origin,
    goroot: shortenHome(goroot, home),
    result: verification.kind,
    found: changed?.found ?? sum,
    expected: changed?.expected ?? sum,
  };
}

const notFound = (release: string): VerifiedRow => ({
  release,
  source: null,
  goroot: null,
  result: 'not-found',
  found: null,
  expected: null,
});

const isBad = {
  verified: false,
  unchanged: false,
  'no-sum': false,
  changed: true,
  'not-found': true,
} as const satisfies Record<VerifiedRow['result'], boolean>;

const explained = {
  verified: 'verified: every file is as the checksum database has it',
  unchanged: 'unchanged since it was installed; no checksum database was asked then',
  changed: 'CHANGED: its files are not those that were installed; remove it',
  'no-sum': 'no sum to compare with: it did not come from a module proxy',
  'not-found': 'not on this machine',
} as const satisfies Record<VerifiedRow['result'], string>;

const tones: Partial<Record<VerifiedRow['result'], Tone>> = {
  verified: 'fixed',
  changed: 'affected',
  'not-found': 'loud',
};

const columns: readonly ColumnOf<VerifiedRow>[] = [
  { title: 'Release', text: ({ release }) => release },
  { title: 'Source', text: ({ source }) => source ?? '' },
  {
    title: 'Result',
    text: ({ result }) => explained[result],
    tone: ({ result }) => tones[result] ?? 'plain',
  },
  { title: 'Where', text: ({ goroot }) => goroot ?? '' },
];
