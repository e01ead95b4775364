import { theBug } from '../../bugs/table.js';
import { ejectFixture } from '../../pipeline/eject-fixture.js';
import type { Fixture } from '../../model/program.js';
import { paragraph } from '../../report/page/plain-table.js';
import { plural } from '../../report/page/words.js';
import { makeFilesAsUsual } from '../common/terminal.js';
import { openReply } from '../common/reply.js';
import type { CommonOptions } from '../common/root.js';

interface EjectOptions extends CommonOptions {
  readonly force?: true | undefined;
}

export async function ejectAction(folder: string, options: EjectOptions): Promise<void> {
  makeFilesAsUsual();
  const answer = await openReply(options);
  const ejected = await ejectFixture((await theBug.load()).fixture, folder, {
    force: options.force ?? false,
  });
  const files = ejected.fixture.files.map((file) => file.path);
  await answer({
    blocks: [
      paragraph(`${plural(files.length, 'file')} written to ${ejected.folder}. Build and run it there:`),
      { kind: 'facts', facts: [{ label: '', text: `go build && ./${moduleOf(ejected.fixture)}` }] },
    ],
    data: { schemaVersion: 1, folder: ejected.folder, fixture: ejected.fixture.name, files },
  });
}

/** Names the program that `go build` makes of a fixture: the last part of its module's path. */
function moduleOf({ files }: Fixture): string {
  const text = files.find(({ path }) => path === 'go.mod')?.content ?? '';
  return /^module (?:\S*\/)?([^\s/]+)$/m.exec(text)?.[1] ?? 'program';
}
