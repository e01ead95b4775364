/**
 * Checks who imports whom. A source file is text here: what it imports is read from its import statements (type-only ones
 * count), and which parts of the platform it touches without an import from the names it uses.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One part of src: a folder, or a single file such as `cli.ts`. */
export interface Rule {
  /** Parts that it may import, or single modules of them (`host/paths.ts`); itself always. */
  readonly parts: readonly string[];
  readonly npm?: readonly string[];
  /** Modules of Node, without `node:`. */
  readonly node?: readonly string[];
  /** Which of `ambient` it may use. */
  readonly ambient?: readonly Ambient[];
  /** Why the rule is there: printed with a violation. */
  readonly because: string;
}

/** One file, or a folder within a part (`pipeline/doctor/`), that may do more than the rest. */
export interface Exception extends Partial<Omit<Rule, 'because'>> {
  readonly because: string;
}

export interface Rules {
  readonly parts: Readonly<Record<string, Rule>>;
  /** By path relative to src. */
  readonly exceptions: Readonly<Record<string, Exception>>;
}

/** What can be had without an import and makes a function impure. */
const ambient = {
  process: /\bprocess(?:\.|\[)/,
  clock: /\bDate\.now\(|\bnew Date\(\)|\bDate\(\)|\bperformance\./,
  chance: /\bMath\.random\b|\bcrypto\./,
  timers: /\bset(?:Timeout|Interval|Immediate)\(/,
  network: /(?<![.\w])fetch\(|\bWebSocket\b/,
  /** Would get round every other rule. */
  loaders: /\brequire\(|\bcreateRequire\b|\beval\(|\bnew Function\(|\bglobalThis\b/,
} as const;
export type Ambient = keyof typeof ambient;

/** A function of the file's own hides the platform's of the same name. */
const declaresFetch = /\b(?:const|function) fetch\b/;

/** All source files below a folder, by path relative to it, with forward slashes. */
export function readSources(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.[cm]?[jt]sx?$/.test(name),
  );
  return new Map(
    names
      .toSorted()
      .map((name) => [name.split(path.sep).join('/'), readFileSync(path.join(folder, name), 'utf8')]),
  );
}

/** Every violation, as a line that says what, where and why not. */
export function violations(files: ReadonlyMap<string, string>, rules: Rules): string[] {
  return [...files].flatMap(([file, text]) => {
    const rule = rules.parts[partOf(file)];
    if (rule === undefined) return [`${file}: no rule says what ${partOf(file)} may import`];
    const exception = exceptionFor(file, rules);
    const because = `: ${exception?.because ?? rule.because}`;
    return [
      ...importsOf(text)
        .filter((specifier) => !mayImport(file, specifier, rule, exception))
        .map((specifier) => `${file} imports ${specifier}${because}`),
      ...ambientIn(text)
        .filter((name) => ![...(rule.ambient ?? []), ...(exception?.ambient ?? [])].includes(name))
        .map((name) => `${file} uses ${name}${because}`),
    ];
  });
}

/** Exceptions for files that do not exist, or that no longer need them. */
export function idleExceptions(files: ReadonlyMap<string, string>, rules: Rules): string[] {
  return Object.keys(rules.exceptions).filter((name) => {
    const covered = new Map([...files].filter(([file]) => covers(name, file)));
    return violations(covered, { ...rules, exceptions: {} }).length === 0;
  });
}

const covers = (name: string, file: string): boolean =>
  name.endsWith('/') ? file.startsWith(name) : file === name;

function exceptionFor(file: string, rules: Rules): Exception | undefined {
  return Object.entries(rules.exceptions).find(([name]) => covers(name, file))?.[1];
}

/** Specifiers of all import and export statements, dynamic imports and import types. */
export function importsOf(text: string): string[] {
  const found: string[] = [];
  for (const [, specifier = ''] of text.matchAll(
    /^\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  ))
    found.push(specifier);
  for (const [, specifier = ''] of text.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm)) found.push(specifier);
  for (const [, argument = ''] of codeOf(text).matchAll(/\bimport\(\s*([^)]*)\)/g))
    found.push(/^(['"])([^'"]+)\1\s*,?\s*$/.exec(argument)?.[2] ?? `a computed module (${argument})`);
  return found;
}

function mayImport(file: string, specifier: string, rule: Rule, exception: Exception | undefined): boolean {
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    const module = target.replace(/\.js$/, '.ts');
    const [here, there] = [partOf(file), partOf(module)];
    const parts = allowed('parts', rule, exception);
    return !target.startsWith('..') && (here === there || parts.includes(there) || parts.includes(module));
  }
  if (specifier.startsWith('node:'))
    return allowed('node', rule, exception).includes(specifier.slice('node:'.length));
  const packageName = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  return allowed('npm', rule, exception).includes(packageName);
}

function allowed(
  kind: 'parts' | 'npm' | 'node',
  rule: Rule,
  exception: Exception | undefined,
): readonly string[] {
  return [...(rule[kind] ?? []), ...(exception?.[kind] ?? [])];
}

function ambientIn(text: string): Ambient[] {
  const code = codeOf(text).replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");
  return (Object.keys(ambient) as Ambient[])
    .filter((name) => name !== 'network' || !declaresFetch.test(code))
    .filter((name) => ambient[name].test(code));
}

/** Without comments, near enough: Prettier puts them on lines of their own or after a space. */
function codeOf(text: string): string {
  return text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '').replaceAll(/ (?:\/\/ .*$|\/\*.*?\*\/)/gm, '');
}

/** The folder directly below src, or the file itself. */
function partOf(file: string): string {
  return file.split('/')[0] ?? file;
}

/** Files that import one another in a circle, each circle once, as a line. */
export function circles(files: ReadonlyMap<string, string>): string[] {
  const imports = new Map(
    [...files].map(([file, text]) => [
      file,
      importsOf(text)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, '.ts')),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): void => {
    const at = above.indexOf(file);
    if (at !== -1) {
      found.push([...above.slice(at), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...above, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}
