/**
 * Draws the README's picture, docs/run.svg, from real runs: what a terminal of 80 columns shows, with its colours.
 *
 *   npm run picture
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const commands = [
  ['-q', '--go', '1.23.0'],
  ['-q', 'scan'],
];
const line = { height: 19, first: 34 };
const character = 8.43;
const columns = 80;

/** The styles of text that the tool prints: SGR codes of ECMA-48 to classes. */
const classes = new Map([
  ['1', 'strong'],
  ['2', 'dim'],
  ['31', 'affected'],
  ['32', 'fixed'],
  ['33', 'inconclusive'],
]);

/** @param {string} text */
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** @param {string} text one line with SGR codes */
function drawLine(text) {
  /** @type {string[]} */
  let open = [];
  let drawn = '';
  for (const part of text.split(/(\x1b\[[\d;]*m)/)) {
    const code = /^\x1b\[([\d;]*)m$/.exec(part)?.[1];
    if (code === undefined) {
      if (part !== '')
        drawn +=
          open.length === 0 ? escape(part) : `<tspan class="${open.join(' ')}">${escape(part)}</tspan>`;
    } else {
      const style = classes.get(code);
      // 22 ends bold and dim, 39 a colour.
      if (style !== undefined) open = [...open, style];
      else if (code === '22') open = open.filter((name) => name !== 'strong' && name !== 'dim');
      else open = open.filter((name) => name === 'strong' || name === 'dim');
    }
  }
  return drawn;
}

const screen = commands.flatMap((args, index) => {
  const { stdout, status } = spawnSync(
    process.execPath,
    [path.join(root, 'bin', 'cgoprof-repro.js'), ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, FORCE_COLOR: '1' },
    },
  );
  if (status !== 3) throw new Error(`cgoprof-repro ${args.join(' ')} ended with ${status}`);
  const typed = args.filter((word) => word !== '-q').join(' ');
  return [
    ...(index === 0 ? [] : ['']),
    `\x1b[2m$\x1b[22m \x1b[1mcgoprof-repro ${typed}\x1b[22m`,
    ...stdout.trimEnd().split('\n'),
  ];
});

const width = Math.ceil(columns * character) + 40;
const height = line.first + screen.length * line.height + 10;
const rows = screen.map(
  (text, index) => `<text x="20" y="${line.first + index * line.height}">${drawLine(text)}</text>`,
);
writeFileSync(
  path.join(root, 'docs', 'run.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">cgoprof-repro shows the crash of go1.23.0, and which releases have the bug</title>
<style>
  rect { fill: #fff; stroke: #d0d4da } text { fill: #1b1f24; font: 14px ui-monospace, Menlo, Consolas, monospace; white-space: pre }
  .strong { font-weight: 700 } .dim { fill: #5b636e } .affected { fill: #b3261e } .fixed { fill: #17692f } .inconclusive { fill: #8a5300 }
  @media (prefers-color-scheme: dark) { rect { fill: #14171b; stroke: #3a424c } text { fill: #e4e7eb } .dim { fill: #9aa4b0 }
    .affected { fill: #ff8a80 } .fixed { fill: #7bd88f } .inconclusive { fill: #f0b35a } }
</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>
${rows.join('\n')}
</svg>
`,
);
