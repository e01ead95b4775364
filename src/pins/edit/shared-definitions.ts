/**
 * A variable that names a Go image may also be part of another image's name, or of a file's: `FROM tool:$VERSION`,
 * `COPY go$VERSION.tar.gz`. It is not known here if those exist for another version, so an edit of the variable is
 * doubted.
 */
import type { Pin, Span } from '../../model/pin.js';
import { lineBefore } from '../values/lines.js';
import type { SourceFile } from '../values/source-file.js';

const doubt = 'another image or file is named by the same variable';

export function doubtSharedDefinitions(source: SourceFile, pins: Pin[]): Pin[] {
  const names = new Map<Pin, string>();
  for (const pin of pins) {
    const name =
      pin.file === source.path && pin.editPlace.kind === 'version'
        ? definedAt(source, pin.editPlace.span)
        : null;
    if (name !== null) names.set(pin, name);
  }
  if (names.size === 0) return pins;
  const shared = namedByOthers(source, new Set(names.values()));
  return pins.map((pin) => {
    const { editPlace } = pin;
    const isShared = shared.has(names.get(pin) ?? '');
    return isShared && editPlace.kind === 'version'
      ? { ...pin, editPlace: { ...editPlace, doubts: [...editPlace.doubts, doubt] } }
      : pin;
  });
}

/** The variable whose value begins at the span: `ARG GO=1.23.7`, `GO_VERSION: "1.23.7"`. */
function definedAt({ text }: SourceFile, { start }: Span): string | null {
  const defined = /(?:^|[\s,{"'])([A-Za-z_]\w{0,60})["']?[ \t]{0,9}[:=][ \t]{0,9}["']?(?:go)?$/;
  return defined.exec(lineBefore(text, start, 200))?.[1] ?? null;
}

const namesImageOrFile = /^[ \t]*(?:FROM|COPY|ADD)[ \t]|\b(?:image|container):/i;
const isGoImage = /\bgo(?:lang)?:|golang/i;

function namedByOthers({ text }: SourceFile, names: ReadonlySet<string>): ReadonlySet<string> {
  const shared = new Set<string>();
  for (const line of text.split('\n')) {
    if (!line.includes('$') || !namesImageOrFile.test(line) || isGoImage.test(line)) continue;
    for (const [name] of line.slice(0, 1000).matchAll(/\w{1,60}/g)) if (names.has(name)) shared.add(name);
  }
  return shared;
}
