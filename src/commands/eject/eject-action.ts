import type { Bug } from '../../bugs/bug.js';
import { theBug } from '../../bugs/table.js';
import { ejectFixture, moduleOf } from '../../pipeline/eject-fixture.js';
import { ejectSingle } from '../../pipeline/eject-single.js';
import { loadFixture, loadSingleFile } from '../../pipeline/load-fixture.js';
import { thisMachine } from '../../pipeline/targets/targets.js';
import { ReproError } from '../../model/errors.js';
import type { Target } from '../../model/target.js';
import { paragraph } from '../../report/page/plain-table.js';
import { plural } from '../../report/page/words.js';
import { byHand, type ByHand } from '../../target/by-hand.js';
import { chooseTarget } from '../../target/choose-target.js';
import { parseTarget } from '../../target/target-parts.js';
import { quotedWord } from '../../text/quoted-word.js';
import { continueShellLine, joinShellWords } from '../../text/shell-words.js';
import { makeFilesAsUsual } from '../common/terminal.js';
import { openReply, type Reply } from '../common/reply.js';
import type { CommonOptions } from '../common/root.js';

interface EjectOptions extends CommonOptions {
  readonly force?: true | undefined;
  readonly single?: true | undefined;
  readonly target?: string | undefined;
}

export async function ejectAction(place: string | undefined, options: EjectOptions): Promise<void> {
  makeFilesAsUsual();
  const force = options.force ?? false;
  if (options.single === true) return ejectOneFile(place, force, options);
  if (place === undefined) {
    throw new ReproError('usage', 'eject needs the folder to write', {
      hint: 'For example: cgoprof-repro eject repro, or for one file: cgoprof-repro eject --single',
    });
  }
  const bug = await theBug.load();
  const lines = options.target === undefined ? null : await linesFor(options.target, bug);
  const answer = await openReply(options);
  const readmeSection = lines === null ? '' : sectionFor(lines);
  await answer(describeFolder(await ejectFixture(bug.fixture, place, { force, readmeSection }), lines));
}

/** What a target is on this machine, by the compilers and runners that it has first: nothing is started. */
function targetNamed(text: string): Target {
  const { target, impossible } = chooseTarget(parseTarget(text), thisMachine());
  if (impossible === null || target.goos === 'darwin') return target;
  throw new ReproError('usage', `nothing runs for ${quotedWord(text)}: ${impossible}`, {
    hint: 'See what works here: cgoprof-repro doctor --targets',
  });
}

interface Lines extends ByHand {
  /** As it was typed. */
  readonly target: string;
}

async function linesFor(text: string, bug: Bug): Promise<Lines> {
  const target = targetNamed(text);
  const module = moduleOf(await loadFixture(bug.fixture));
  return { target: text, ...byHand(target, module, bug.targetFlags(target)) };
}

const sectionFor = ({ target, build, run }: Lines): string =>
  `\n## For ${target}\n\n${[...build, run].map((line) => `    ${line}\n`).join('')}`;

async function ejectOneFile(place: string | undefined, force: boolean, options: EjectOptions): Promise<void> {
  if (options.target !== undefined)
    throw new ReproError('usage', 'one file has no room for the commands of a target', {
      hint: `Write a folder: cgoprof-repro eject repro --target ${options.target}`,
    });
  const { name, single, load } = theBug;
  if (single === null)
    throw new ReproError('usage', `there is no program of one file for ${name}`, {
      hint: 'Write a folder: cgoprof-repro eject repro',
    });
  if (place === '-') {
    const { printExactly } = await import('../common/standard-streams.js');
    return printExactly((await loadSingleFile(single)).content);
  }
  const answer = await openReply(options);
  const file = await ejectSingle(single, place, { force });
  const run = joinShellWords(['go', 'run', file]);
  const { predictions } = await load();
  const affected = Object.keys(predictions)
    .filter((release) => predictions[release]?.verdict === 'affected')
    .slice(-1);
  await answer({
    blocks: [
      paragraph(`One file written to ${file}. Run it with the Go on PATH, or with another release:`),
      commandLines(run, ...affected.map((release) => `GOTOOLCHAIN=${release} ${run}`)),
    ],
    data: { schemaVersion: 1, file, fixture: single },
  });
}

function describeFolder(
  { fixture, folder, start }: Awaited<ReturnType<typeof ejectFixture>>,
  lines: Lines | null,
): Reply {
  const files = fixture.files.map((file) => file.path);
  const cd = joinShellWords(['cd', folder]);
  return {
    blocks: [
      paragraph(`${plural(files.length, 'file')} written to ${folder}. Build and run it there:`),
      lines === null
        ? commandLines(`${cd} && go build && ${start}`)
        : // A line that is cut could not be pasted.
          {
            kind: 'log',
            title: `For ${lines.target}`,
            text: [cd, ...lines.build, lines.run]
              .flatMap((line) => continueShellLine(line, pastedWidth))
              .join('\n'),
          },
    ],
    data: {
      schemaVersion: 1,
      folder,
      fixture: fixture.name,
      files,
      ...(lines === null ? {} : { build: lines.build, run: lines.run }),
    },
  };
}

/** Fits a terminal of 80 columns. */
const pastedWidth = 70;

const commandLines = (...lines: readonly string[]): Reply['blocks'][number] => ({
  kind: 'facts',
  facts: lines.map((text) => ({ label: '', text })),
});
