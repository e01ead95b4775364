/**
 * Build arguments in maps of other files: `args = { GO = "1.23.7" }` of bake, `"args": { … }` of a development
 * container, `buildArgs:` of Skaffold, `build_args={ … }` of Tilt. The grammar around them is not read.
 */
import type { Pin } from '../../../model/pin.js';
import { openArgument, pinsOfValues } from './build-arguments.js';
import { Variables } from '../../values/choices.js';
import { slice, spanOf, textOf, type Expansion } from '../../values/expansion.js';
import { expandChoices, variablesIn } from '../../values/shell-variables.js';
import type { SourceFile } from '../../values/source-file.js';

const inline =
  /\b(?:args|buildArgs|build_args|build-args|buildargs)["']?[ \t]{0,9}[:=][ \t]{0,9}\{((?:[^{}$]|\$(?:\{[^{}\n]{0,80}\})?){0,4000})\}/dg;
const block =
  /^([ \t]{0,60})(?:- )?(?:args|buildArgs|build_args|build-args):[ \t]{0,9}\r?\n((?:\1[ \t]{1,9}[^\s#][^\n]{0,300}\n?|\1- [^\n]{0,300}\n?|[ \t]{0,60}#[^\n]{0,300}\n|[ \t\r]{0,60}\n){1,100})/dgm;
/** `NAME = "value"`, `"NAME": "value"`, `NAME = name`. */
const pair =
  /(?:^|[\s,{])["']?([A-Za-z_]\w{0,60})["']?[ \t]{0,20}[:=][ \t]{0,20}(?:"([^"\n]{0,200})"|'([^'\n]{0,200})'|([^\s"',{}][^\s,}]{0,200}|\{\{[^\n}]{0,100}\}\}))/dg;
/** `- NAME=value` */
const item = /^[ \t]{0,60}- ["']?([A-Za-z_]\w{0,60})=["']?([^\s"'\n]{0,200})/dgm;

/** A variable of bake, and the values of a matrix in it. */
const variable =
  /\bvariable["']?\s{1,9}"(\w{1,60})"\s{0,9}\{[^{}]{0,500}?\bdefault\s{0,9}=\s{0,9}"([^"\n]{1,100})"/dg;
const jsonVariable = /"(\w{1,60})"\s{0,20}:\s{0,20}\{\s{0,20}"default"\s{0,20}:\s{0,20}"([^"\n]{1,100})"/dg;
const list = /(?<![\w.])(\w{1,60})[ \t]{0,20}=[ \t]{0,20}\[([^\][]{0,2000})\]/dg;
const text = /"([^"\n]{1,100})"/dg;

/** @param script the file, unchanged */
export function mappedArguments(source: SourceFile, script: Expansion): Pin[] {
  const content = textOf(script);
  if (!/args/i.test(content)) return [];
  source.budget.search(6 * content.length);
  const known = variablesOf(script, content);
  const bodies = [...content.matchAll(inline), ...content.matchAll(block)].flatMap((match) => {
    const place = match.indices?.at(-1);
    return place === undefined ? [] : [place];
  });
  return bodies.flatMap(([start, end]) => {
    const body = content.slice(start, end);
    source.budget.search(2 * body.length);
    return [...body.matchAll(pair), ...body.matchAll(item)].flatMap((match) => {
      const place = match.indices?.slice(2).find((one) => one !== undefined);
      if (place === undefined) return [];
      const [from, to] = [start + place[0], start + place[1]];
      const value = slice(script, from, to);
      return argumentPins(source, match[1] ?? '', value, { isBare: match[4] !== undefined, known });
    });
  });
}

/** Templates that are filled in before anything here is read. */
const template = /\{\{|\$\(|`/;

function argumentPins(
  source: SourceFile,
  name: string,
  value: Expansion,
  { isBare, known }: { readonly isBare: boolean; readonly known: Variables },
): Pin[] {
  const written = textOf(value);
  const usedAt = spanOf(value, 0, written.length);
  if (usedAt === null) return [];
  const valuesOf = (asked: string): readonly Expansion[] => known.get(asked) ?? [];
  const isName = isBare && /^[A-Za-z_][\w.-]*$/.test(written);
  const values = template.test(written)
    ? []
    : isName
      ? valuesOf(written)
      : expandChoices(value, valuesOf, source.budget);
  if (values.length === 0) return [openArgument(source, name, usedAt)];
  // In bake, the environment overrides the default.
  const takesArguments = isName ? [written] : variablesIn(written);
  return pinsOfValues(source, name, values, usedAt).map((pin) =>
    takesArguments.length === 0 ? pin : { ...pin, takesArguments },
  );
}

function variablesOf(script: Expansion, content: string): Variables {
  const known = new Variables();
  for (const match of [...content.matchAll(variable), ...content.matchAll(jsonVariable)]) {
    const [from, to] = match.indices?.[2] ?? [0, 0];
    known.add(match[1] ?? '', [slice(script, from, to)]);
  }
  for (const match of content.matchAll(list)) {
    const [start] = match.indices?.[2] ?? [0, 0];
    for (const one of (match[2] ?? '').matchAll(text)) {
      const [from, to] = one.indices?.[1] ?? [0, 0];
      known.add(match[1] ?? '', [slice(script, start + from, start + to)]);
    }
  }
  return known;
}
