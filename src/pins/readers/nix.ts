/** Nix files are named, not judged, because the locked nixpkgs decides which Go `go_1_23` is. */
import type { Pin } from '../../model/pin.js';
import { notUnderstood, type PinReader, type SourceFile } from '../values/source-file.js';

const goPackage =
  /\bgo(?:_\d{1,3}_\d{1,3})?\b(?![-.\w/])|\bbuildGo\d{0,4}(?:Module|Package|Application)\b|\bgo_\d{1,3}_\d{1,3}\b|\blanguages\.go\.enable\b/;
/** A line of Go that is chosen by its name. */
const goOfLine = /\bgo_1_\d{1,3}\b|\bbuildGo1\d\d(?:Module|Package|Application)\b/;
const commentOrString = /#[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:[^"\\]|\\[^])*(?:"|$)|''(?:[^']|'(?!'))*(?:''|$)/g;

export const readNix: PinReader = (source) => pinOf(source, goPackage);

/** A file that an expression imports, of which there may be any number: it counts only if it says which Go it wants. */
export const readNixPart: PinReader = (source) => pinOf(source, goOfLine);

function pinOf(source: SourceFile, pattern: RegExp): Pin[] {
  source.budget.search(8 * source.text.length);
  const match = pattern.exec(source.text.replace(commentOrString, withoutProse));
  if (match === null) return [];
  const span = { start: match.index, end: match.index + match[0].length };
  const why =
    'Nix takes its Go from the locked nixpkgs, which this tool does not evaluate: gate the built Go instead';
  return [notUnderstood(source, 'nix', span, why)];
}

/** In a string only `${pkgs.go}` is code; a description may contain anything. */
function withoutProse(part: string): string {
  if (!part.startsWith('"') && !part.startsWith("''")) return ' '.repeat(part.length);
  return part.replace(/\$\{[^}]{0,200}\}|[^]/g, (piece) => (piece.length > 1 ? piece : ' '));
}
