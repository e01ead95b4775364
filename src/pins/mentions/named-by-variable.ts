/** Files that name Go by a variable whose own name does not mention Go, and the releases that they set there. */
import { lineBefore } from '../values/lines.js';
import type { TextFile } from '../values/source-file.js';
import { isDockerfile } from './searched-files.js';
import { isComment, isRemark } from './states-go.js';
import { reach, type FoundVersion } from './versions-in.js';
import { isPlainWord, wordsOf } from './words.js';

/** `https://go.dev/dl/go{version}.linux-amd64.tar.gz` */
const fetchesByVariable =
  /\b(?:go\.dev\/dl|golang\.org\/dl|dl\.google\.com\/go|storage\.googleapis\.com\/golang)\/go(?:[{%$"'+]|#\{)/;

/** `golang:$(params.ver)`, `golang:{{.TOOL}}`, `"golang:" + tag`, `choco install golang --version=$ver` */
const imageByVariable =
  /\bgolang(?::(?:["'][ \t]{0,3}[+~.]|(?:#?[{%$][{(]{0,2}|%))|[ \t]{1,3}--version[= ]\$)[ \t]{0,3}([\w.-]{0,60})/g;

/** `install() { curl https://go.dev/dl/go$1.linux-amd64.tar.gz; }` */
const byPosition = /\bgo(?:lang:)?\$\{?1\b/;

/** How a file names Go by a variable: it has a name, or is an argument of a function, `install 1.23.4`. */
export type GoByVariable = 'name' | 'position';

/**
 * Tells how a file makes a name of Go out of a variable, so that its release is elsewhere without a name beside it; null
 * if it does not. Arguments of Dockerfiles are followed by name.
 */
export function goByVariable(file: TextFile): GoByVariable | null {
  const { text } = file;
  const isNamed =
    fetchesByVariable.test(text) ||
    (!isDockerfile(file) && [...text.matchAll(imageByVariable)].some(([, name = '']) => !/go/i.test(name)));
  if (!isNamed) return null;
  return byPosition.test(text) ? 'position' : 'name';
}

/** Words around a release in a loop or a list. */
const loopWords = new Set(
  'for foreach in each do run axis locals params parameters nox pytest mark parametrize'.split(' '),
);

/** `def install(version="1.23.4")`, `for v in 1.23.4 1.25.1`: a release without a name beside it. */
export function isNobodys(text: string, { start, hasPatch }: FoundVersion, by: GoByVariable): boolean {
  if (!hasPatch) return false;
  const line = lineBefore(text, start, reach.before);
  if (by === 'position' && /^[ \t]{0,60}\w{1,40}[ \t]{1,4}$/.test(line)) return true;
  return (
    /(?:["'=]|=\(|\bin|[\s"',(]\d[\w.]{1,12}["',]{0,2})[ \t]{0,9}$/.test(line) &&
    !isComment(line) &&
    !isRemark(line) &&
    (line.match(/[A-Za-z]+/g) ?? []).every((letters) =>
      wordsOf(letters).every((word) => word.length === 1 || isPlainWord(word) || loopWords.has(word)),
    )
  );
}
