/**
 * The values that a step's script leaves for later steps: `echo "go=$(cat .go-version)" >> "$GITHUB_OUTPUT"`. Nothing
 * is executed.
 */
import type { PinBudget } from '../../values/budget.js';
import { unknownPiece, unplaced, type Expansion } from '../../values/expansion.js';
import { withinRepository } from '../../values/file-reference.js';
import { regExp } from '../reg-exp.js';
import { settingsIn } from '../../syntax/settings.js';
import type { OtherFiles, TextFile } from '../../values/source-file.js';

interface Asked {
  readonly file: 'ENV' | 'OUTPUT';
  readonly name: string;
  readonly textOf: OtherFiles['textOf'];
  readonly budget: PinBudget;
}

const value = String.raw`((?:\$\([^)\n]{0,200}\)|\$\{[^}\n]{0,80}\}|[^\s"'\x60)>|;&$]|\$\w{1,60}){0,60})`;
const echoed = regExp(
  'g',
)`\b(?:echo|printf)[ \t]{1,9}(?:-\w{1,3}[ \t]{1,9})?["']?([\w-]{1,99})=["']?${value}`;
const toOutput = regExp('g')`::set-output name=([\w-]{1,99})::${value}`;
const assigned = regExp('g')`(?<![\w$.-])([A-Za-z_]\w{0,60})=["']?${value}`;
const sourced = /(?:^|[\s;(&])(?:\.|source)[ \t]{1,9}["']?([\w./-]{1,200})/g;

const copies =
  /\b(?:cat|grep[ \t]{1,9}(?:-\w{1,5}[ \t]{1,9}){0,3}(?:'[^'\n]{1,60}'|"[^"\n]{1,60}"|[^\s'"]{1,60}))[ \t]{1,9}["']?([\w./-]{1,200})["']?[ \t]{0,9}(?:>>|\|[ \t]{0,9}tee[ \t]{1,9}-a)[ \t]{0,9}["']?\$\{?(?:env:)?GITHUB_(ENV|OUTPUT)\b/g;
const document =
  /<<-?[ \t]{0,9}["']?(\w{1,40})["']?[^\n]{0,200}\n((?:(?![ \t]{0,40}\1[ \t\r]{0,9}(?:\n|$))[^\n]{0,1000}\n){0,200})/g;
const line = regExp('gm')`^[ \t]{0,40}([\w-]{1,99})=["']?${value}`;

/** All values that the script gives the name; unknown if they are not plain. */
export function writtenBy(script: string, asked: Asked): readonly Expansion[] {
  const { file, name, budget } = asked;
  const isWritten = script.includes(`GITHUB_${file}`);
  if (!isWritten && !(file === 'OUTPUT' && script.includes('::set-output'))) return [];
  budget.search(8 * script.length);
  const copied = isWritten ? fromFiles(script, asked) : [];
  if (copied.length > 0) return copied;
  const documents = isWritten ? [...script.matchAll(document)].map(([, , body = '']) => body) : [];
  const writes = [
    ...(isWritten ? script.matchAll(echoed) : []),
    ...script.matchAll(toOutput),
    ...documents.flatMap((body) => [...body.matchAll(line)]),
  ];
  const values = writes.flatMap(([, written, text = '']) => (written === name ? [text] : []));
  // It is written in some other way, by a here-document or a program.
  if (values.length === 0) return script.includes(name) ? [[unknownPiece]] : [];
  return values.slice(0, maxWrites).flatMap((text) => valuesOf(text, script, asked, true));
}

const maxWrites = 20;

/** `cat .env >> $GITHUB_ENV`, or the lines of it that grep selects. */
function fromFiles(script: string, asked: Asked): readonly Expansion[] {
  return [...script.matchAll(copies)]
    .slice(0, maxWrites)
    .flatMap(([, path = '', target]) => (target === asked.file ? settingIn(path, asked.name, asked) : []));
}

function settingIn(path: string, name: string, asked: Asked): readonly Expansion[] {
  const file = fileAt(path, asked);
  if (file === null) return [];
  asked.budget.search(file.text.length);
  return settingsIn(file).get(name) ?? [];
}

function fileAt(name: string, { textOf, budget }: Asked): TextFile | null {
  const path = withinRepository(name);
  const text = path === null ? null : textOf(path);
  if (path === null || text === null) return null;
  budget.open(text);
  return { path, text };
}

function valuesOf(text: string, script: string, asked: Asked, follows: boolean): readonly Expansion[] {
  if (/^[\w.*-]{1,40}$/.test(text)) return [unplaced(text)];
  const path =
    /^\$\((?:(?:cat|head[ \t]{1,9}(?:-1|-n[ \t]{0,9}1))[ \t]{1,9}|<[ \t]{0,9})["']?([\w./-]{1,200})["']?[ \t]{0,9}\)$/.exec(
      text,
    )?.[1];
  if (path !== undefined) return [contentOf(path, asked)];
  const variable = /^\$\{?(\w{1,60})\}?$/.exec(text)?.[1];
  if (variable === undefined || !follows) return [[unknownPiece]];
  asked.budget.search(2 * script.length);
  const here = [...script.matchAll(assigned)].flatMap(([, name, set = '']) =>
    name === variable ? [set] : [],
  );
  if (here.length > 0) return here.slice(0, maxWrites).flatMap((set) => valuesOf(set, script, asked, false));
  const files = [...script.matchAll(sourced)].slice(0, maxWrites);
  const set = files.flatMap(([, file = '']) => settingIn(file, variable, asked));
  return set.length === 0 ? [[unknownPiece]] : set;
}

/** The whole of a file that holds one word. */
function contentOf(path: string, asked: Asked): Expansion {
  const file = fileAt(path, asked);
  if (file === null) return [unknownPiece];
  const text = file.text.trim();
  const at = { ...file, start: file.text.indexOf(text) };
  return /^[\w.+-]{1,40}$/.test(text) ? [{ text, span: null, at }] : [unknownPiece];
}
