import { theBug } from '../../bugs/table.js';
import { ejectFixture } from '../../pipeline/eject-fixture.js';
import { ejectSingle } from '../../pipeline/eject-single.js';
import { loadSingleFile } from '../../pipeline/load-fixture.js';
import { ReproError } from '../../model/errors.js';
import { paragraph } from '../../report/page/plain-table.js';
import { plural } from '../../report/page/words.js';
import { joinShellWords } from '../../text/shell-words.js';
import { makeFilesAsUsual } from '../common/terminal.js';
import { openReply, type Reply } from '../common/reply.js';
import type { CommonOptions } from '../common/root.js';

interface EjectOptions extends CommonOptions {
  readonly force?: true | undefined;
  readonly single?: true | undefined;
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
  const answer = await openReply(options);
  await answer(describeFolder(await ejectFixture((await theBug.load()).fixture, place, { force })));
}

async function ejectOneFile(place: string | undefined, force: boolean, options: EjectOptions): Promise<void> {
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

function describeFolder({ fixture, folder, start }: Awaited<ReturnType<typeof ejectFixture>>): Reply {
  const files = fixture.files.map((file) => file.path);
  return {
    blocks: [
      paragraph(`${plural(files.length, 'file')} written to ${folder}. Build and run it there:`),
      commandLines(`${joinShellWords(['cd', folder])} && go build && ${start}`),
    ],
    data: { schemaVersion: 1, folder, fixture: fixture.name, files },
  };
}

const commandLines = (...lines: readonly string[]): Reply['blocks'][number] => ({
  kind: 'facts',
  facts: lines.map((text) => ({ label: '', text })),
});
