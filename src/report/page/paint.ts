/** The only module that knows colours. They repeat the words and never say anything alone. */
import { Chalk } from 'chalk';
import type { ColourLevel } from './colour.js';
import type { Tone } from './document.js';

export type Paint = (tone: Tone, text: string) => string;

export function createPaint(colour: ColourLevel): Paint {
  const chalk = new Chalk({ level: colour });
  const styles = {
    affected: chalk.red,
    fixed: chalk.green,
    inconclusive: chalk.yellow,
    'not-applicable': chalk.dim,
    loud: chalk.bold.yellow,
    strong: chalk.bold,
    dim: chalk.dim,
    plain: (text: string) => text,
  } satisfies Record<Tone, (text: string) => string>;
  return (tone, text) => styles[tone](text);
}
