import { ReproError } from '../../model/errors.js';
import { buildModes, type BuildMode } from '../../model/target.js';
import { requestMatrix } from '../../requests/matrix.js';
import { chooseFrom } from '../../text/nearest.js';
import { quotedWord } from '../../text/quoted-word.js';
import type { CommandContext } from '../common/command-context.js';
import { reportWith } from '../common/report-with.js';
import type { MatrixOptions } from './options.js';

export async function matrixAction(options: MatrixOptions, context: CommandContext): Promise<void> {
  const request = requestMatrix({ ...options, buildmode: options.buildmode?.map(buildMode) });
  await reportWith(options, context, request);
}

function buildMode(text: string): BuildMode {
  const mode = buildModes.find((known) => known === text);
  if (mode !== undefined) return mode;
  throw new ReproError('usage', `${quotedWord(text)} is not a build mode`, {
    hint: chooseFrom(text, buildModes, (mode) => `--buildmode ${mode}`),
  });
}
