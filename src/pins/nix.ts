/** Nix files are named, not judged: which Go `go_1_23` is depends on the locked nixpkgs. */
import { notUnderstood, type PinReader } from './source-file.js';

const goPackage = /\bgo(?:_\d{1,3}_\d{1,3})?\b(?![-.\w/])|\bbuildGo\d{0,4}Module\b|\bgo_\d{1,3}_\d{1,3}\b/;

export const readNix: PinReader = (source) => {
  const code = source.text.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const match = goPackage.exec(code);
  if (match === null) return [];
  const span = { start: match.index, end: match.index + match[0].length };
  const why =
    'Nix takes its Go from the locked nixpkgs, which this tool does not evaluate: gate the built Go instead';
  return [notUnderstood(source, 'nix', span, why)];
};
