/** The effects of GOFLAGS on a build that the source of its GOROOT does not show. */
import path from 'node:path';
import { readSmallFile } from '../../host/files/files.js';
import { realPathOf } from '../../host/files/path-kind.js';
import { splitGoWords } from '../../text/go-words.js';
import { parseJsonObject } from './go-command.js';

export interface AlteredBuild {
  /** A sentence. */
  readonly what: string;
  /** Its runtime's source is replaced, so it is not known if it has the bug. */
  readonly replaces: boolean;
}

const maxOverlayBytes = 4 << 20;

/**
 * Returns null if GOFLAGS leave the runtime unchanged. `-overlay` is read; the effect of other programs on a build is
 * not known.
 */
export async function alteredByFlags(goflags: string, goroot: string): Promise<AlteredBuild | null> {
  const flags = flagsIn(goflags);
  const overlay = flags.get('overlay') ?? '';
  if (overlay !== '') {
    const replaced = await replacedInRuntime(overlay, goroot);
    if (replaced !== null) return { what: `The flag -overlay in GOFLAGS ${replaced}.`, replaces: true };
  }
  if (flags.get('compiler') === 'gccgo')
    return { what: 'GOFLAGS choose gccgo, which has another runtime.', replaces: true };
  return (flags.get('toolexec') ?? '') === ''
    ? null
    : {
        what: 'The flag -toolexec in GOFLAGS runs a program that may change what is compiled.',
        replaces: false,
      };
}

/** Splits as cmd/internal/quoted does. */
function flagsIn(goflags: string): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (const word of splitGoWords(goflags.slice(0, 100_000))) {
    const match = /^--?([\w-]+)=(.*)$/s.exec(word);
    if (match?.[1] !== undefined) flags.set(match[1], match[2] ?? '');
  }
  return flags;
}

/** The change that it makes to the runtime; null if it makes none. */
async function replacedInRuntime(overlay: string, goroot: string): Promise<string | null> {
  const text = await readSmallFile(path.resolve(overlay), maxOverlayBytes);
  if (text === null) return 'names a file that cannot be read';
  const replace = parseJsonObject(text)['Replace'];
  if (typeof replace !== 'object' || replace === null) return null;
  const runtime = path.join(goroot, 'src', 'runtime');
  const folders = new Set([runtime, await realPathOf(runtime)]);
  const replaced = Object.keys(replace).filter((file) => folders.has(path.dirname(path.resolve(file))));
  return replaced.length === 0
    ? null
    : `replaces files of its runtime (${replaced
        .slice(0, 3)
        .map((file) => path.basename(file))
        .join(', ')})`;
}
