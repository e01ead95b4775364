/** Tells by the words around a version if it belongs to Go. */
import { isPlainWord, namesGo, namesVersion, wordsOf } from './words.js';

/** `1.22-golang`, `--channel=1.22/stable go`, `version: 1.22.1, name: go`. */
export const goFollows = (rest: string): boolean =>
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
export function ownerIsGo(before: string, hasPatch: boolean): boolean {
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
