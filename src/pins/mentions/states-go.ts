/** Tells if the text around a version states that it is one of Go, to a program and not only to people. */
import { lineBefore } from '../values/lines.js';
import { goFollows, ownerIsGo } from './owner-of-version.js';
import { reach, type FoundVersion } from './versions-in.js';
import { isPlainWord, namesGo, wordsOf } from './words.js';

export function statesGo(text: string, found: FoundVersion): boolean {
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
export const isComment = (line: string): boolean => {
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

export const isForHeroku = (text: string, at: number): boolean =>
  heroku.test(lineBefore(text, at, reach.before));

/** `- rule # not needed since go1.22`; not `image@sha256:… # golang 1.22.1`. */
export const isRemark = (line: string): boolean =>
  saysMore(/[ \t](?:#|\/\/)[ \t]([^\n]*)$/.exec(line)?.[1] ?? '');

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
