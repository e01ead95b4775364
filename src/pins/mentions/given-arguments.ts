/**
 * Finds where a text gives a Go release to a build argument whose name does not mention Go: `V=1.23.4`, if an ARG
 * called V names a Go image. `make`, a CI server or a program in any language may pass it on, so the name alone counts.
 */
import { lineBefore } from '../values/lines.js';
import type { SourceFile } from '../values/source-file.js';
import { isDockerfile } from './searched-files.js';
import { isPlainWord, namesGo, wordsOf } from './words.js';

/** The limits of names that are looked for, and of their lengths. */
const most = { names: 50, letters: 60, versions: 100 } as const;

/**
 * The arguments that the builder itself gives:
 * https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope
 */
const givenByBuilder = /^(?:(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)|BUILDKIT_\w+)$/;

/** The arguments from which Go is made that a search for Go would not find. */
export function namesWithoutGo(taken: Iterable<string>): readonly string[] {
  return [...taken]
    .filter((name) => /^[A-Za-z_]\w*$/.test(name) && name.length <= most.letters)
    .filter((name) => !givenByBuilder.test(name) && !saysGo(name))
    .slice(0, most.names);
}

const saysGo = (name: string): boolean => {
  const words = wordsOf(name);
  return words.some(namesGo) && words.every((word) => namesGo(word) || isPlainWord(word));
};

/** The words that may be between a name and its value: `"V": {\n "default": "1.23.4"`, `name: V\n value: 1.23.4`. */
const betweenLines = new Set(['value', 'default', 'defaultvalue', 'string', 'type']);
const between = new Set([...betweenLines, 'go', 'golang', 'v']);
const reach = { letters: 120, lines: 2, before: 240 } as const;
/** The cost of reading the text behind one place. */
const stepsPerName = 40;

/** A place where a version may begin, and the name that it is given to. */
export interface GivenPlace {
  readonly at: number;
  readonly name: string;
}

/**
 * The places of versions that may be given to one of these names, or to a variable of the text that is passed on as
 * one.
 */
export function placesGiven(source: SourceFile, names: readonly string[]): readonly GivenPlace[] {
  const { text, budget } = source;
  const places: GivenPlace[] = [];
  const wanted = new Set(names.filter((name) => text.includes(name)));
  // An ARG of another Dockerfile is that one’s own.
  const isOfDockerfile = isDockerfile(source);
  // Grows while it is walked.
  for (const name of wanted) {
    if (wanted.size > most.names) break;
    budget.search(2 * text.length);
    for (const { index } of text.matchAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, 'g'))) {
      budget.spend('steps', stepsPerName);
      if (isOfDockerfile && ownSetting.test(lineBefore(text, index, reach.before))) continue;
      const { versions, variable } = valuesAfter(text, index + name.length);
      places.push(...versions.map((at) => ({ at, name })));
      if (variable !== null) wanted.add(variable);
    }
  }
  return places;
}

const ownSetting = /^[ \t]{0,60}(?:ARG|ENV)[ \t][^\n]{0,200}$/i;

/** `$W`, `${W}`, `$(W)`, `{{ .W }}`, `${{ matrix.w }}`, `%W%`, `{args.w}`. */
const reference =
  /(?:\$[{(]{0,2}|\{{1,2}|%)[ \t]{0,4}\.?(?:[A-Za-z_]\w{0,60}\.){0,4}([A-Za-z_]\w{0,60})(?=[ \t]{0,4}[})%]|$|[\s"'])/y;

/** The versions that follow, past signs and words that name nothing, or the variable that holds them. */
function valuesAfter(text: string, from: number): { versions: readonly number[]; variable: string | null } {
  const versions: number[] = [];
  let [lines, end] = [0, Math.min(text.length, from + reach.letters)];
  for (let at = from; at < end;) {
    const character = text.charAt(at);
    if (character >= '0' && character <= '9') {
      versions.push(at);
      // Another item of a list.
      const [item] =
        /^[\w.+*-]{1,60}["']?[ \t]{0,9}(?:,|\r?\n[ \t]{0,60}-[ \t])/.exec(text.slice(at, at + 150)) ?? [];
      if (item === undefined || versions.length >= most.versions) break;
      at += item.length;
      [lines, end] = [0, Math.min(text.length, at + reach.letters)];
      continue;
    }
    reference.lastIndex = at;
    const variable = reference.exec(text)?.[1];
    if (variable !== undefined) return { versions, variable: versions.length === 0 ? variable : null };
    if (character === '\n') lines += 1;
    if (character === ';' || character === '$' || lines > reach.lines) break;
    if (!/\w/.test(character)) {
      at += 1;
      continue;
    }
    const [word = ''] = /^[A-Za-z_]{1,20}/.exec(text.slice(at, at + 20)) ?? [];
    // The next line names the owner of the value, or is about something else.
    if (!(lines > 0 ? betweenLines : between).has(word.toLowerCase())) break;
    at += word.length;
    lines = 0;
  }
  return { versions, variable: null };
}
