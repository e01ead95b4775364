/** What a step's script leaves for later steps: `echo "go=$(cat .go-version)" >> "$GITHUB_OUTPUT"`. Nothing is executed. */
import type { PinBudget } from './budget.js';
import { unknownPiece, type Expansion } from './expansion.js';
import { withinRepository } from './file-reference.js';
import { settingsIn } from './settings.js';

interface Asked {
  readonly file: 'ENV' | 'OUTPUT';
  readonly name: string;
  readonly textOf: (path: string) => string | null;
  readonly budget: PinBudget;
}

const value = String.raw`((?:\$\([^)\n]{0,200}\)|\$\{[^}\n]{0,80}\}|[^\s"'\x60)>|;&$]|\$\w{1,60}){0,60})`;
const echoed = new RegExp(
  String.raw`\b(?:echo|printf)[ \t]{1,9}(?:-\w{1,3}[ \t]{1,9})?["']?([\w-]{1,99})=["']?${value}`,
  'g',
);
const toOutput = new RegExp(String.raw`::set-output name=([\w-]{1,99})::${value}`, 'g');
const assigned = new RegExp(String.raw`(?<![\w$.-])([A-Za-z_]\w{0,60})=["']?${value}`, 'g');
const sourced = /(?:^|[\s;(&])(?:\.|source)[ \t]{1,9}["']?([\w./-]{1,200})/g;

/** All values that the script gives the name; unknown where it is not plain what they are. */
export function writtenBy(script: string, asked: Asked): readonly Expansion[] {
  const { file, name, budget } = asked;
  const isWritten = script.includes(`GITHUB_${file}`);
  if (!isWritten && !(file === 'OUTPUT' && script.includes('::set-output'))) return [];
  budget.search(4 * script.length);
  const writes = [...(isWritten ? script.matchAll(echoed) : []), ...script.matchAll(toOutput)];
  const values = writes.flatMap(([, written, text = '']) => (written === name ? [text] : []));
  // Written some other way, by a here-document or a program.
  if (values.length === 0) return script.includes(name) ? [[unknownPiece]] : [];
  return values.slice(0, maxWrites).flatMap((text) => valuesOf(text, script, asked, true));
}

const maxWrites = 20;

function valuesOf(text: string, script: string, asked: Asked, follows: boolean): readonly Expansion[] {
  const { textOf, budget } = asked;
  if (/^[\w.*-]{1,40}$/.test(text)) return [[{ text, span: null }]];
  const path = /^\$\((?:cat[ \t]{1,9}|<[ \t]{0,9})["']?([\w./-]{1,200})["']?[ \t]{0,9}\)$/.exec(text)?.[1];
  if (path !== undefined) return [contentOf(path, asked)];
  const variable = /^\$\{?(\w{1,60})\}?$/.exec(text)?.[1];
  if (variable === undefined || !follows) return [[unknownPiece]];
  budget.search(2 * script.length);
  const here = [...script.matchAll(assigned)].flatMap(([, name, set = '']) =>
    name === variable ? [set] : [],
  );
  if (here.length > 0) return here.slice(0, maxWrites).flatMap((set) => valuesOf(set, script, asked, false));
  const files = [...script.matchAll(sourced)].map(([, file = '']) => withinRepository(file));
  const set = files.slice(0, maxWrites).flatMap((file) => {
    const content = file === null ? null : textOf(file);
    if (content === null) return [];
    budget.open(content);
    budget.search(content.length);
    return settingsIn({ path: file ?? '', text: content }).get(variable) ?? [];
  });
  return set.length === 0 ? [[unknownPiece]] : set;
}

/** The whole of a file that holds one word. */
function contentOf(path: string, { textOf, budget }: Asked): Expansion {
  const file = withinRepository(path);
  const content = file === null ? null : textOf(file);
  if (content === null) return [unknownPiece];
  budget.open(content);
  const text = content.trim();
  const at = { path: file ?? '', text: content, start: content.indexOf(text) };
  return /^[\w.+-]{1,40}$/.test(text) ? [{ text, span: null, at }] : [unknownPiece];
}
