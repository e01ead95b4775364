/** Recognises a subject by the entry at its path. If there is none, it is recognised by its text. */
import path from 'node:path';
import { kindOfPath } from '../../host/files/path-kind.js';
import { allFiles, walkFolder, type WalkEntry } from '../../host/files/walk.js';
import { editDistance } from '../../text/edit-distance.js';
import { matchesGlob } from '../../text/glob.js';
import type { Session } from '../session.js';

export type GateSubject =
  /** A release, a line, a range, `local`, …: the grammar of --go. */
  | { readonly kind: 'spec'; readonly text: string }
  | { readonly kind: 'goroot'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'process'; readonly pid: number }
  /** Nothing has this name. `reason` is a sentence. */
  | { readonly kind: 'missing'; readonly text: string; readonly reason: string }
  /** The subject cannot be used. `reason` is a sentence. */
  | { readonly kind: 'unusable'; readonly text: string; readonly reason: string };

/** Recognises every subject once, in the order in which they were named; ends early when the work is to stop. */
export async function recogniseSubjects(
  texts: readonly string[],
  { onEvent, signal }: Pick<Session, 'onEvent' | 'signal'>,
): Promise<readonly GateSubject[]> {
  const subjects: GateSubject[] = [];
  for (const text of new Set(texts)) {
    if (signal.aborted) break;
    const found = await recogniseSubject(text, (message) => onEvent({ type: 'warning', message }));
    // One by one: as arguments of one call, a pattern's hundred thousand files would not fit on the stack.
    for (const subject of found) subjects.push(subject);
  }
  return subjects;
}

/** Recognises one subject, or several if the text is a pattern. */
export async function recogniseSubject(
  text: string,
  warn: (message: string) => void,
): Promise<readonly GateSubject[]> {
  const kind = await kindOfPath(text);
  if (await isSpec(text, kind === 'missing')) {
    if (kind !== 'missing')
      warn(`${text} is taken for a Go release; write ./${text} for what is in this folder`);
    return [{ kind: 'spec', text }];
  }
  switch (kind) {
    case 'folder': {
      const { looksLikeGoroot } = await import('../../toolchain/find/go-command.js');
      return [{ kind: (await looksLikeGoroot(text)) ? 'goroot' : 'folder', path: text }];
    }
    case 'file':
      return [{ kind: 'file', path: text }];
    case 'special':
      return [
        { kind: 'unusable', text, reason: 'It is neither a regular file nor a folder, and is not opened.' },
      ];
    case 'forbidden':
      return [{ kind: 'unusable', text, reason: 'It may not be read by this user.' }];
    case 'link-loop':
      return [{ kind: 'missing', text, reason: 'It is a link that leads back to itself.' }];
    case 'missing':
      return /[*?]/.test(text) ? expand(text) : [await missing(text)];
  }
}

async function missing(text: string): Promise<GateSubject> {
  const { nearestPath } = await import('./nearest-path.js');
  const near = specWords.find((word) => editDistance(text, word) <= 2) ?? (await nearestPath(text));
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  const reason = `There is no such file or folder, and it is no Go release, line or range either.${hint}`;
  return { kind: 'missing', text, reason };
}

/** Words of the grammar of --go that are long enough to be mistyped. */
const specWords = ['supported', 'stable', 'latest', 'oldstable', 'installed', 'local'];

/** True for a go command. Its name may be anything; a file `go` in a folder `bin` is the usual one. */
export const isGoCommand = (file: string): boolean => /^go(?:\.exe)?$/.test(path.basename(file));

/**
 * True for a SPEC. Only text that can be one is asked: the grammar takes a while to load, and most subjects are paths.
 * @param isFree nothing has this name: then it may be spelled as people have it at hand. A file
 *   `go1.23.0.linux-amd64.tar.gz` and a folder `latest` are themselves.
 */
async function isSpec(text: string, isFree: boolean): Promise<boolean> {
  const isExact =
    /^(?:go|v)?\d|^[<>=^]|^(?:all|supported|stable|local)\b/.test(text) && !/^[.~]|[/\\]/.test(text);
  if (!isExact && !(isFree && /^(?:go|installed|latest|oldstable|[\w./-]*golang[:@])/i.test(text)))
    return false;
  const { parseSpec } = await import('../../release/spec.js');
  const parsed = parseSpec(text);
  if (!parsed.ok) return false;
  return parsed.value.every(({ spec, remark }) => spec.kind !== 'path' && (isFree || remark === undefined));
}

/** Expands a pattern. Shells do so themselves, unless the pattern is quoted, or on Windows, or in a policy. */
async function expand(pattern: string): Promise<readonly GateSubject[]> {
  const normal = pattern.split(path.sep).join('/');
  const folder = normal.slice(0, normal.slice(0, normal.search(/[*?]/)).lastIndexOf('/') + 1);
  const rest = normal.slice(folder.length);
  const found: GateSubject[] = [];
  if ((await kindOfPath(folder === '' ? '.' : folder)) === 'folder') {
    const walk = walkFolder(folder === '' ? '.' : folder, {
      ...allFiles,
      ...(rest.includes('**') ? {} : { maxDepth: rest.split('/').length }),
    });
    for await (const entry of walk) {
      const subject = await matchOf(entry, rest, folder);
      if (subject !== null) found.push(subject);
    }
  }
  return found.length > 0 ? found : [{ kind: 'missing', text: pattern, reason: await unmatched(folder) }];
}

async function unmatched(folder: string): Promise<string> {
  if (folder === '' || (await kindOfPath(folder)) === 'folder') return 'No file matches this pattern.';
  const { nearestPath } = await import('./nearest-path.js');
  const near = await nearestPath(folder.replace(/\/+$/, ''));
  return `There is no folder ${folder}${near === null ? '.' : `: did you mean ${near}/?`}`;
}

/** The subject for an entry of the walk; `pattern` and its path are relative to `folder`. */
async function matchOf(entry: WalkEntry, pattern: string, folder: string): Promise<GateSubject | null> {
  const name = folder + entry.path;
  const reaches = entry.kind === 'unreadable-folder' ? reachesInto : matchesGlob;
  if (!reaches(pattern, entry.path)) return null;
  switch (entry.kind) {
    case 'file':
      return { kind: 'file', path: name };
    // A library is often named only by links. Like a shell, this follows a link to any place.
    case 'link':
      return (await kindOfPath(name)) === 'file' ? { kind: 'file', path: name } : null;
    case 'unreadable-file':
    case 'unreadable-folder':
      return unreadable(name, entry.reason);
    case 'special':
      return null;
  }
}

/** True if something in the folder could match. */
function reachesInto(pattern: string, folder: string): boolean {
  const [parts, names] = [pattern.split('/'), folder.split('/')];
  const spanning = parts.findIndex((part) => part.includes('**'));
  const fixed = spanning === -1 ? parts.slice(0, -1) : parts.slice(0, spanning);
  return (
    (spanning !== -1 || names.length <= fixed.length) &&
    names.every((name, index) => index >= fixed.length || matchesGlob(fixed[index] ?? '', name))
  );
}

const unreadable = (text: string, reason: string): GateSubject => ({
  kind: 'unusable',
  text,
  reason: `It could not be read: ${reason}.`,
});
