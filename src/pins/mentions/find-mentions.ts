/**
 * A safety net under the readers of pins: words anywhere in a text that state a Go release or line. It is not known
 * here what reads them, if anything does.
 */
import { formatGoVersion, parseGoVersion } from '../../model/go-version.js';
import type { Requirement } from '../../model/pin.js';
import { printable } from '../../text/printable.js';
import { positionOf, type SourceFile } from '../values/source-file.js';
import { isMakefile, withoutInnerSettings } from '../readers/scripts/makefile.js';
import { placesGiven } from './given-arguments.js';
import { readsWhole } from './searched-files.js';
import { isPlainWord, namesGo, namesVersion, wordsOf } from './words.js';

export interface Mention {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The version as written, safe to print. */
  readonly raw: string;
  readonly requirement: Requirement;
  /** A build argument from which Go is made, or a name that is passed on as one: the name does not mention Go. */
  readonly givenTo?: string;
}

/** The number of characters that are examined to the left of a version, and behind it. */
const reach = { before: 240, behind: 60, example: 400 } as const;

/** `1.22`, `1.22.5`, `1.22.x`, `1.24rc1`, `1_22`: not part of a longer number. */
const version =
  /(?<!\d|\d[._])1([._])(\d{1,2})(?:\1(\d{1,2}|[xX*](?!\w)))?(?:-?(rc|beta)\.?(\d{1,2}))?(?!\d|[._]\d)/g;
/** `go122`, `buildGo122Module`: names of packages. */
const joinedVersion = /(?<=(?:(?<![a-z])go|(?<![A-Z])GO|Go|golang)-?_?)1(\d\d)(?![\d._])/g;

/** The cost of reading the text before one place. */
const stepsPerVersion = 100;

/**
 * Finds them in the order of the text. Throws BudgetSpent for a text that is made to keep a reader busy.
 * @param names build arguments from which Go is made, although their names do not say so
 */
export function findMentions(file: SourceFile, names: readonly string[] = []): Mention[] {
  const source = isMakefile(file.path) ? { ...file, text: withoutInnerSettings(file) } : file;
  source.budget.search(6 * source.text.length);
  const mentions: Mention[] = [];
  const namesNone = namesGoByVariable(source);
  const isReadWhole = readsWhole(source.path, source.text);
  const whole = [{ start: 0, end: source.text.length }];
  for (const { start, end } of namesNone ? whole : neighbourhoods(source.text)) {
    for (const found of versionsIn(source, start, end)) {
      source.budget.spend('steps', stepsPerVersion);
      if (isReadWhole && !isForHeroku(source.text, found.start)) continue;
      if (statesGo(source.text, found) || (namesNone && isNobodys(source.text, found)))
        mentions.push(mentionAt(source, found));
    }
  }
  return names.length === 0 ? mentions : withGiven(mentions, source, names);
}

/** Adds the releases that are given to arguments of these names. */
function withGiven(mentions: readonly Mention[], source: SourceFile, names: readonly string[]): Mention[] {
  const all = new Map(mentions.map((mention) => [placeKey(mention), mention]));
  for (const { at: place, name } of placesGiven(source, names)) {
    source.budget.spend('steps', stepsPerVersion);
    const before = source.text.slice(Math.max(0, place - reach.before), place);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const found = versionsIn(source, place, place + 1)[0];
    if (found === undefined || isComment(line) || isRemark(line)) continue;
    const mention = mentionAt(source, found);
    if (!all.has(placeKey(mention))) all.set(placeKey(mention), { ...mention, givenTo: name });
  }
  return [...all.values()].toSorted((a, b) => a.line - b.line || a.column - b.column);
}

const placeKey = ({ line, column }: Mention): string => `${line}:${column}`;

/** `https://go.dev/dl/go{version}.linux-amd64.tar.gz` */
const fetchesByVariable =
  /\b(?:go\.dev\/dl|golang\.org\/dl|dl\.google\.com\/go|storage\.googleapis\.com\/golang)\/go(?:[{%$"'+]|#\{)/;

/** `golang:$(params.ver)`, `golang:{{.TOOL}}`, `"golang:" + tag`, `choco install golang --version=$ver` */
const imageByVariable =
  /\bgolang(?::(?:["'][ \t]{0,3}[+~.]|(?:#?[{%$][{(]{0,2}|%))|[ \t]{1,3}--version[= ]\$)[ \t]{0,3}([\w.-]{0,60})/g;

/**
 * Tells if a file makes a name of Go out of a variable whose own name does not mention Go, so that its release stands
 * elsewhere without a name beside it. Arguments of Dockerfiles are followed by name.
 */
function namesGoByVariable({ path, text }: SourceFile): boolean {
  if (fetchesByVariable.test(text)) return true;
  if (/^[ \t]*FROM[ \t]/im.test(text) && !/(?:^|\/)Earthfile$/.test(path)) return false;
  return [...text.matchAll(imageByVariable)].some(([, name = '']) => !/go/i.test(name));
}

/** `install() { curl https://go.dev/dl/go$1.linux-amd64.tar.gz; }`, and below it `install 1.23.4`. */
const byPosition = /\bgo(?:lang:)?\$\{?1\b/;

/** Words around a release in a loop or a list. */
const loopWords = new Set(
  'for foreach in each do run axis locals params parameters nox pytest mark parametrize'.split(' '),
);

/** `def install(version="1.23.4")`, `for v in 1.23.4 1.25.1`: a release without a name beside it. */
function isNobodys(text: string, { start, hasPatch }: Found): boolean {
  if (!hasPatch) return false;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(Math.max(lineStart, start - reach.before), start);
  if (/^[ \t]{0,60}\w{1,40}[ \t]{1,4}$/.test(line) && byPosition.test(text)) return true;
  return (
    /(?:["'=]|=\(|\bin|[\s"',(]\d[\w.]{1,12}["',]{0,2})[ \t]{0,9}$/.test(line) &&
    !isComment(line) &&
    !isRemark(line) &&
    (line.match(/[A-Za-z]+/g) ?? []).every((letters) =>
      wordsOf(letters).every((word) => word.length === 1 || isPlainWord(word) || loopWords.has(word)),
    )
  );
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly requirement: Requirement;
  readonly hasPatch: boolean;
}

/** The parts of the text near the word `go`, joined if they meet: versions elsewhere, as in data, cost nothing. */
function* neighbourhoods(text: string): Generator<{ start: number; end: number }> {
  let open: { start: number; end: number } | null = null;
  for (const { index } of text.matchAll(/go/gi)) {
    const [start, end] = [index - reach.behind, index + reach.before];
    if (open !== null && start <= open.end) {
      open.end = end;
      continue;
    }
    if (open !== null) yield open;
    open = { start, end };
  }
  if (open !== null) yield open;
}

function versionsIn({ text }: SourceFile, from: number, to: number): Found[] {
  const found: Found[] = [];
  const start = Math.max(0, from - 2);
  // A little more on both sides, so that no number is cut.
  const part = text.slice(start, to + 20);
  for (const match of part.matchAll(version)) {
    const at = start + match.index;
    if (at >= to) break;
    if (at < from) continue;
    const [whole, , minor = '', patch, kind, number] = match;
    found.push({
      start: at,
      end: at + whole.length,
      requirement: requirementOf(operatorBefore(text, at), minor, patch, kind, number),
      hasPatch: patch !== undefined || kind !== undefined,
    });
  }
  for (const match of part.matchAll(joinedVersion)) {
    const at = start + match.index;
    if (at >= to) break;
    if (at < from) continue;
    const requirement: Requirement = { kind: 'line', line: `1.${match[1] ?? ''}` };
    found.push({ start: at, end: at + match[0].length, requirement, hasPatch: false });
  }
  return found;
}

/** `>=`, `^` and so on; `~` keeps the line. */
function operatorBefore(text: string, at: number): string {
  // The `>` of an XML tag is not an operator.
  return (
    /(?:>=|(?<![\w-])>|[~^<=!]{0,3})[ \t]{0,2}(?:\d:)?v?$/
      .exec(text.slice(Math.max(0, at - 8), at))?.[0]
      .trim() ?? ''
  );
}

function requirementOf(
  operator: string,
  minor: string,
  patch: string | undefined,
  kind: string | undefined,
  number: string | undefined,
): Requirement {
  const line = `1.${minor}`;
  // At least that version: the newest is taken, or the one that is installed.
  if (/^(?:>|\^)/.test(operator))
    return { kind: 'range', range: `>=${line}.${/^\d+$/.test(patch ?? '') ? (patch ?? '0') : '0'}` };
  const isWildcard = patch === undefined || !/^\d+$/.test(patch);
  const release = parseGoVersion(
    `${line}${isWildcard ? '' : `.${patch}`}${kind === undefined ? '' : `${patch === undefined ? '' : '-'}${kind}${number}`}`,
  );
  if (release !== null && (!isWildcard || kind !== undefined) && !operator.startsWith('~'))
    return { kind: 'exact', release: formatGoVersion(release) };
  return { kind: 'line', line };
}

function mentionAt(source: SourceFile, { start, end, requirement }: Found): Mention {
  const { line, column } = positionOf(source, start);
  return {
    line,
    column,
    endColumn: column + (end - start),
    raw: printable(source.text.slice(start, end)),
    requirement,
  };
}

function statesGo(text: string, found: Found): boolean {
  const lineStart = text.lastIndexOf('\n', found.start - 1) + 1;
  const line = text.slice(lineStart, Math.min(found.start, lineStart + 200));
  if (isBuildTag(line) || isComment(line) || isLabel(line) || isRemark(line)) return false;
  if (isKeyAlone(line, text.slice(found.end, found.end + reach.behind))) return false;
  const before = text.slice(Math.max(0, found.start - reach.before), found.start);
  if (isPageOfGo(before) || isExample(text, lineStart, line)) return false;
  return ownerIsGo(before, found.hasPatch) || goFollows(text.slice(found.end, found.end + reach.behind));
}

/** A constraint of a file of Go, or of C and assembly beside it. */
const isBuildTag = (line: string): boolean => /^\s{0,99}\/\/[ \t]?(?:go:|\+build)/.test(line);

/** A comment line that is prose: `# version:golang 1.23.5` is not, because some program reads it. */
const isComment = (line: string): boolean => {
  const text =
    /^\s{0,99}(?:#(?!define|if|elif)|\/\/|\/\*|\*[ \t]|--[ \t]|;|<!--|dnl[ \t]|rem[ \t]|REM[ \t]|::)(.*)$/.exec(
      line,
    )?.[1];
  return text !== undefined && !heroku.test(line) && saysMore(text);
};

/** Tells if there are words that no statement of a version needs. */
const saysMore = (text: string): boolean =>
  wordsOf(text).some((word) => !isPlainWord(word) && !namesGo(word));

const heroku = /\+heroku[ \t]{1,9}goVersion/;

const isForHeroku = (text: string, at: number): boolean =>
  heroku.test(text.slice(Math.max(text.lastIndexOf('\n', at - 1) + 1, at - reach.before), at));

/** `- rule # not needed since go1.22`; not `image@sha256:… # golang 1.22.1`. */
const isRemark = (line: string): boolean => saysMore(/[ \t](?:#|\/\/)[ \t]([^\n]*)$/.exec(line)?.[1] ?? '');

/** `go.dev/doc/go1.22` is about a release. */
const isPageOfGo = (before: string): boolean =>
  /\b(?:go\.dev|golang\.org)\/(?:doc|blog|wiki|issue)\/(?:[\w./-]{1,60}#)?(?:go)?$/.test(before.slice(-120));

/** A comment below one that ends as `# Examples:`, with comments only between. */
function isExample(text: string, lineStart: number, line: string): boolean {
  if (!comment.test(line)) return false;
  const lines = text.slice(Math.max(0, lineStart - reach.example), lineStart).split(/\r?\n/);
  // A part that was cut off is not a whole line.
  for (const above of lines.slice(1, -1).toReversed()) {
    if (!comment.test(above)) return false;
    if (/\b(?:examples?|e\.g\.|usage)[^:]{0,60}:[ \t]{0,9}$/i.test(above)) return true;
  }
  return false;
}

const comment = /^[ \t]{0,99}(?:#|\/\/|\*[ \t]|--[ \t]|;)/;

/** A name or a description of several words. */
const isLabel = (line: string): boolean =>
  /^[\s-]{0,99}(?:job|display|step|stage)[-_]?name["']?[ \t]{0,9}:/i.test(line) ||
  /^[\s-]{0,99}["']?(?:name|description|title|summary|label|displayName|help|message)["']?[ \t]{0,9}[:=][ \t]{0,9}["']?[^\s"':]{1,60}[ \t]/.test(
    line,
  );

/**
 * `go122-baseline:` names a job; the lines below say what it does. A key that is a whole version may have a checksum
 * there.
 */
const isKeyAlone = (before: string, behind: string): boolean =>
  /^[ \t]{0,99}["']?[\w.-]{0,60}go(?:lang)?[-_]?$/i.test(before) &&
  /^[-\w]{0,40}["']?:[ \t\r]{0,9}(?:\n|$)/.test(behind);

/** `1.22-golang`, `--channel=1.22/stable go`, `version: 1.22.1, name: go`. */
const goFollows = (rest: string): boolean =>
  /^[\w.]{0,20}[-_](?:go|golang)(?![A-Za-z])/.test(rest) ||
  /^\/(?:stable|edge|candidate|beta)(?:[ \t]{1,9}--classic)?[ \t]{1,9}go(?![\w-])/.test(rest) ||
  /^["']?[\s,;]{0,40}["']?(?:name|tool|lang|language|package)["']?[ \t]{0,9}[:=][ \t]{0,9}["']?go(?:lang)?(?![\w-])/.test(
    rest,
  );

/** The number of lines above that may name the owner of a version. */
const mostLines = 4;
/** Words without a meaning here, such as options of a command. */
const mostUnknown = 2;

/**
 * Reads from a version to the left, over words that name nothing, until one names its owner. A list or a key on the lines
 * above counts only when nothing else comes between.
 */
function ownerIsGo(before: string, hasPatch: boolean): boolean {
  let [lines, unknown, unknownInName] = [0, 0, 0];
  // The version belongs to the very next word: `helm:1.22`, `helm_version=1.22`, `helm: 1.22`.
  let isAttached = true;
  let isOperand = false;
  for (let end = before.length; end > 0;) {
    const last = before.charAt(end - 1);
    if (isLetter(last)) {
      const start = startOfWord(before, end);
      // `-DGO_VERSION`, `-Dgo.version`
      const isDefinition = /^-D$/.test(before.slice(start - 1, start + 1));
      for (const word of wordsOf(before.slice(isDefinition ? start + 1 : start, end)).toReversed()) {
        if (namesGo(word) || isGoreleaserCross(word, before, end)) {
          const isOther =
            isFileName(before, start, end) ||
            isSentence(before, start, end) ||
            isOfGenerator(before, start) ||
            unknownInName > 0;
          return !isOther && (unknown === 0 || hasPatch) && !isModule(before, start, end);
        }
        if (namesVersion(word)) isAttached = true;
        if (isPlainWord(word)) continue;
        if (isVersionFor(before, start, end)) return unknown === 0;
        unknown += 1;
        unknownInName += 1;
        if (isAttached || lines > 0 || unknown > mostUnknown || isInPath(before, start, end)) return false;
      }
      isOperand = false;
      end = start;
      continue;
    }
    end -= 1;
    switch (last) {
      case '\n':
        lines += 1;
        if (lines > mostLines || unknown > 0) return false;
        isAttached = false;
        unknownInName = 0;
        break;
      case ' ':
      case '\t':
      case '\r':
        isAttached = isOperand;
        unknownInName = 0;
        break;
      case ':':
      case '=':
      case '@':
        isAttached = isOperand = true;
        break;
      case ';':
        return false;
      case '&':
        // Rust’s `: &str` joins nothing.
        if (!isLetter(before.charAt(end + 1))) return false;
        break;
      default:
    }
  }
  return false;
}

const isLetter = (character: string): boolean => /^[A-Za-z]$/.test(character);

function startOfWord(text: string, end: number): number {
  let start = end;
  while (start > 0 && isLetter(text.charAt(start - 1))) start -= 1;
  return start;
}

/** `goreleaser-cross` has versions of Go; GoReleaser has its own. */
const isGoreleaserCross = (word: string, text: string, end: number): boolean =>
  word === 'goreleaser' && text.startsWith('-cross', end);

/** `GO_VERSION_SOLARIS`, `goVersionArm`: the name says what it is for. */
function isVersionFor(text: string, start: number, end: number): boolean {
  const name = /[A-Za-z_]{1,60}$/.exec(text.slice(Math.max(0, start - 60), end))?.[0] ?? '';
  return /(?:^|_)(?:GO(?:LANG)?_?VERSION_[A-Z]|[Gg]o(?:lang|Lang)?Version[A-Z][a-z]|go(?:lang)?_version_[a-z])/.test(
    name,
  );
}

/** `protoc-gen-go` and the like have versions of their own. */
const isOfGenerator = (text: string, start: number): boolean =>
  /(?:gen|grpc)[-_]?$/i.test(text.slice(Math.max(0, start - 6), start));

const isInPath = (text: string, start: number, end: number): boolean =>
  text.charAt(start - 1) === '/' || text.charAt(end) === '/';

/** `Go 1.22` is how people write to people. */
const isSentence = (text: string, start: number, end: number): boolean =>
  text.slice(start, end) === 'Go' && /^[ \t]{1,9}v?(?:\d|$)/.test(text.slice(end, end + 12));

/** `main.go`; but not `tools.go`, which is a setting, nor `pkgs.go_1_22` and `acme.go.version`. */
function isFileName(text: string, start: number, end: number): boolean {
  if (
    text.slice(start, end) !== 'go' ||
    text.charAt(start - 1) !== '.' ||
    /^(?:[-_\d]|\.[A-Za-z]|$)/.test(text.slice(end, end + 2))
  )
    return false;
  const stem = text.slice(startOfWord(text, start - 1), start - 1);
  return /[A-Za-z\d]/.test(text.charAt(start - 2)) && !wordsOf(stem).every(isPlainWord);
}

/** `cloud.google.com/go v1.22.0`, `aws-sdk-go@v1.22.1`: a module whose name ends in Go. */
function isModule(text: string, start: number, end: number): boolean {
  if (ofModule.test(text)) return true;
  if (!/(?:@|[ \t"']|: )v$/.test(text.slice(-3)) || /[A-Za-z]{2}/.test(text.slice(end))) return false;
  const owner = text.slice(startOfWord(text, start - 1), start - 1);
  return /^[-/_.]$/.test(text.charAt(start - 1)) && !wordsOf(owner).every(isPlainWord);
}

/** The whole name of a module: `github.com/aws/aws-sdk-go-v2 v1.22.1`. */
const ofModule = /(?:^|[\s"'`(=])(?:[\w-]{1,60}\.){1,5}[a-z]{2,20}\/[\w./~-]{1,160}(?:@|[ \t]{1,4})v$/;
