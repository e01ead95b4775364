/** The destinations of a command's answer: standard output and the files of `-o`. */
import { decideColour } from '../../report/page/colour.js';
import { parseDestination, type Destination, type Format } from '../../report/formats/format.js';
import type { RenderOptions } from '../../report/page/draw-blocks.js';
import { openOutputs } from '../../report/saved/write.js';
import type { CommonOptions } from './root.js';
import { environmentVariables, guarded, newFileMode, standardOutput } from './terminal.js';

type Render = (format: Format, rendering: RenderOptions) => Promise<string> | string;

/**
 * Checks that each can be written, and returns how to write to all of them. `accept` may throw for a format it does not
 * know.
 */
export async function openDestinations(
  options: CommonOptions,
  accept: (destination: Destination) => void = () => undefined,
): Promise<(render: Render) => Promise<void>> {
  const destinations = destinationsOf(options);
  for (const destination of destinations) accept(destination);
  const outputs = await openOutputs(
    destinations.map(({ file }) => file),
    standardOutput(),
    newFileMode(),
  );
  const colour = decideColour({
    env: environmentVariables(),
    isTTY: standardOutput().isTTY,
    flag: colourFlag(options),
  });
  // A failure to write one must not lose the others; it is reported after them.
  return async (render) => {
    const failures: unknown[] = [];
    for (const [index, { format, file }] of destinations.entries()) {
      const rendering = {
        width: terminalWidth(),
        colour: file === '-' ? colour : 0,
        verbose: options.verbose === true,
      } as const;
      const text = guarded(await render(format, rendering), ownCommands.get(format));
      await outputs[index]?.write(text).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };
}

/** The commands that a format itself sends to its CI system. */
const ownCommands: ReadonlyMap<Format, RegExp> = new Map([['github', /^::(?:error|warning|notice) /]]);

/** Standard output gets `--format`, unless an `-o` claims it. */
function destinationsOf(options: CommonOptions): Destination[] {
  const asked = (options.output ?? []).map((text) => parseDestination(text, options.format));
  const claimed = asked.some(({ file }) => file === '-');
  return claimed ? asked : [{ format: options.format, file: '-' }, ...asked];
}

/** Reports are made for 80 columns; a wider terminal helps tables, up to a point. */
function terminalWidth(): number {
  return Math.min(Math.max(standardOutput().columns ?? 80, 40), 120);
}

/** Commander gives `color: true` if nothing was said; only `--no-color` means something. */
export const colourFlag = (options: CommonOptions): false | undefined => (options.color ? undefined : false);
