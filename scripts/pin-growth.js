/**
 * Shows how the work of the pin readers grows with the length of files that are made to keep them busy: processor time, memory and
 * counted steps at n, 2n and 4n, each in a process of its own.
 *
 *   node scripts/setup.js && node scripts/pin-growth.js [--factor N] [PART-OF-A-NAME]
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { pinShapes } from './data/pin-shapes.js';
import { load } from './load.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { factor: { type: 'string', default: '1' }, one: { type: 'string' } },
});

const row = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;

async function showAll() {
  const [part = ''] = positionals;
  const chosen = pinShapes.map((shape, index) => ({ ...shape, index }));
  console.log(row(['File and shape', 'KB', 'ms', 'MB', 'thousand steps', 'at 4n']));
  console.log(row(['---', '--:', '--:', '--:', '--:', '---']));
  for (const { name, path, size, index } of chosen) {
    if (!`${path} ${name}`.includes(part)) continue;
    const n = size * Number(values.factor);
    const found = [n, 2 * n, 4 * n].map((count) => child(index, count));
    const column = (/** @type {string} */ key) => found.map((one) => one[key]).join(' / ');
    console.log(
      row([
        `${path}: ${name}`,
        column('kb'),
        column('ms'),
        column('mb'),
        column('steps'),
        found.at(-1)?.['answer'] ?? '',
      ]),
    );
  }
}

/** @param {number} index @param {number} n @returns {Record<string, string>} */
function child(index, n) {
  const [node = '', script = ''] = process.argv;
  return JSON.parse(execFileSync(node, [script, '--one', String(index), String(n)], { encoding: 'utf8' }));
}

/** @param {number} index @param {number} n */
async function measure(index, n) {
  /** @type {typeof import('../src/pins/readers/pin-kinds.ts')} */
  const { pinReaderFor } = await load('pins/readers/pin-kinds');
  /** @type {typeof import('../src/pins/values/budget.ts')} */
  const { PinBudget } = await load('pins/values/budget');
  const shape = pinShapes[index];
  const read = pinReaderFor(shape?.path ?? '');
  if (shape === undefined || read === null) throw new Error(`there is no shape ${index}`);
  const text = shape.text(n);
  const others = shape.others?.(n) ?? new Map();
  read({ path: shape.path, text: shape.text(1) });
  const before = process.memoryUsage().rss;
  const start = process.cpuUsage();
  const budget = new PinBudget();
  const pins = read({ path: shape.path, text }, { textOf: (file) => others.get(file) ?? null }, budget);
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  const last = pins.at(-1)?.requirement;
  const length = [text, ...others.values()].reduce((sum, { length }) => sum + length, 0);
  const answer =
    last !== undefined && 'why' in last ? `${pins.length} pins; ${last.why}` : `${pins.length} pins`;
  console.log(
    JSON.stringify({
      kb: (length / 1024).toFixed(0),
      ms: ms.toFixed(0),
      mb: (Math.max(0, process.resourceUsage().maxRSS * 1024 - before) / 2 ** 20).toFixed(0),
      steps: (budget.spent('steps') / 1000).toFixed(0),
      answer,
    }),
  );
}

if (values.one === undefined) await showAll();
else await measure(Number(values.one), Number(positionals[0]));
