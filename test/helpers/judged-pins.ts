import type { Pin } from '../../src/model/pin.js';
import { judgePins } from '../../src/pins/judge/judge-pins.js';
import type { PinFinding } from '../../src/pins/judge/pin-finding.js';
import { contentReaderFor, pinReaderFor, pinsByName } from '../../src/pins/readers/pin-kinds.js';
import { withUnseen } from '../../src/pins/values/source-file.js';
import { knownReleases } from './known-releases.js';

/** A repository, as text by path. */
export type Files = Readonly<Record<string, string>>;

export function pinsIn(files: Files): Pin[] {
  const others = { textOf: (path: string) => files[path] ?? null };
  const pins: Pin[] = [];
  const byContent: Pin[] = [];
  for (const [path, text] of Object.entries(files)) {
    pins.push(...(pinsByName(path) ?? pinReaderFor(path)?.({ path, text }, others) ?? []));
    if (pinReaderFor(path) === null)
      byContent.push(...(contentReaderFor(path)?.({ path, text }, others) ?? []));
  }
  return withUnseen(pins, byContent);
}

export const judged = (files: Files): readonly PinFinding[] => judgePins(pinsIn(files), knownReleases);

/** `Dockerfile:1 1.23.7 affected`, and `certain` or `uncertain` where there is an edit. */
export const told = (files: Files): string[] =>
  judged(files).map(({ pin, resolution, edit }) => {
    const fix = edit === null ? '' : edit.certain ? ' certain' : ' uncertain';
    return `${pin.file}:${pin.line} ${pin.raw} ${resolution.verdict}${fix}`;
  });

/** The same of one file, without its name. */
export const toldOf = (path: string, text: string): string[] =>
  told({ [path]: text }).map((line) => line.slice(path.length + 1));
