/**
 * Decides which edits may be made together. An edit is certain only under three conditions. Everything that names the
 * same version in its file is edited with it, or is a pin of its own that is fixed. It makes no item of a list twice.
 * It suits all pins that are written at its place.
 */
import { parseGoVersion } from '../../model/go-version.js';
import type { Edit, NamedPlace, WrittenVersion } from '../../model/pin.js';
import { getOrMake } from '../values/get-or-make.js';
import type { PinFinding } from './pin-finding.js';

/** Returns the findings with the same edits, of which fewer are certain. */
export function withAgreeingEdits(findings: readonly PinFinding[]): readonly PinFinding[] {
  return withoutDisagreement(withoutEqualItems(withOneEditAPlace(findings)));
}

const placeKey = ({ file, startOffset, endOffset }: Edit): string =>
  JSON.stringify([file, startOffset, endOffset]);

/** One definition may be a line for one reader, and a release for another: the release suits both. */
function withOneEditAPlace(findings: readonly PinFinding[]): readonly PinFinding[] {
  const texts = new Map<string, Set<string>>();
  for (const { edit } of findings)
    if (edit !== null) getOrMake(texts, placeKey(edit), () => new Set()).add(edit.newText);
  return findings.map((finding) => {
    const { edit } = finding;
    const all = edit === null ? undefined : texts.get(placeKey(edit));
    if (edit === null || all === undefined || all.size < 2) return finding;
    const releases = [...all].filter((text) => parseGoVersion(text) !== null && /\.\d+\.\d/.test(text));
    const [release, ...others] = releases;
    return release === undefined || others.length > 0
      ? doubted(finding, 'pins that are written there need different releases')
      : { ...finding, edit: { ...edit, newText: release } };
  });
}

/** The new value of an item of a list; null if it is not such an item, or stays. */
const itemKey = ({ pin, edit }: PinFinding): string | null =>
  edit === null || pin.editPlace.kind !== 'version' || pin.editPlace.list === null
    ? null
    : JSON.stringify([pin.file, pin.editPlace.list.start, edit.newText.replace(/\.[xX*]$/, '')]);

/** If two items of a list would become equal, people have to decide which of them to remove. */
function withoutEqualItems(findings: readonly PinFinding[]): readonly PinFinding[] {
  const places = new Map<string, Set<number>>();
  for (const finding of findings) {
    const key = itemKey(finding);
    if (key !== null && finding.edit !== null)
      getOrMake(places, key, () => new Set()).add(finding.edit.startOffset);
  }
  return findings.map((finding) => {
    const key = itemKey(finding);
    const isAlone = key === null || (places.get(key)?.size ?? 0) < 2;
    return isAlone ? finding : doubted(finding, 'another item of the list would become the same');
  });
}

function doubted(finding: PinFinding, doubt: string): PinFinding {
  const { edit } = finding;
  if (edit?.certain !== true) return finding;
  const reason = edit.reason.replace(/\.$/, `, but ${doubt}.`);
  return { ...finding, edit: { ...edit, certain: false, reason } };
}

/** The known places of one file. */
interface FilePlaces {
  /** The places where certain edits begin, and pins that are fixed. */
  readonly agreeing: Set<number>;
  /** The places of pins that are neither. */
  readonly doubted: Set<number>;
  /** The places of all pins. */
  readonly pins: Set<number>;
}

const noPlaces = (): FilePlaces => ({ agreeing: new Set(), doubted: new Set(), pins: new Set() });

function writtenAt({ pin: { editPlace } }: PinFinding): WrittenVersion | null {
  return editPlace.kind === 'version' ? (editPlace.written ?? null) : null;
}

/** What is written there is switched away from, to a release that is edited for certain: afterwards it is fixed. */
function isDecidedByEdited(
  { pin: { file, requirement } }: PinFinding,
  findings: readonly PinFinding[],
): boolean {
  if (requirement.kind !== 'switched') return false;
  const decides = JSON.stringify(requirement.to);
  return findings.some(
    ({ pin, edit }) =>
      pin.file === file && edit?.certain === true && JSON.stringify(pin.requirement) === decides,
  );
}

/** If one place of a version cannot be edited for certain, no place in the file is edited. */
function withoutDisagreement(findings: readonly PinFinding[]): readonly PinFinding[] {
  const files = new Map<string, FilePlaces>();
  for (const finding of findings) {
    const written = writtenAt(finding);
    if (written === null) continue;
    const known = getOrMake(files, finding.pin.file, noPlaces);
    const agrees =
      finding.edit?.certain ??
      (finding.resolution.verdict === 'fixed' || isDecidedByEdited(finding, findings));
    for (const start of written.starts) {
      known.pins.add(start);
      (agrees ? known.agreeing : known.doubted).add(start);
    }
  }
  const left = new Map<string, NamedPlace | null>();
  return findings.map((finding) => {
    const written = writtenAt(finding);
    const known = files.get(finding.pin.file);
    if (written === null || known === undefined || finding.edit?.certain !== true) return finding;
    const changesLine = lineNamed(finding.edit.newText) !== lineNamed(written.version);
    const key = JSON.stringify([finding.pin.file, written.version, changesLine]);
    const place = getOrMake(left, key, () => placeLeft(written, known, changesLine));
    if (place === null) return finding;
    const names = written.places.includes(place) ? written.version : 'its line';
    return doubted(finding, `${names} is named again on line ${place.line}`);
  });
}

/** A place that would still name the old version, or its line although the new one is of another. */
function placeLeft(
  { places, placesOfLine }: WrittenVersion,
  { agreeing, doubted, pins }: FilePlaces,
  changesLine: boolean,
): NamedPlace | null {
  const left = places.find(({ start }) => !agreeing.has(start) || doubted.has(start));
  const ofLine = changesLine ? placesOfLine.find(({ start }) => !pins.has(start)) : undefined;
  return left ?? ofLine ?? null;
}

const lineNamed = (text: string): string | undefined => /^\d+\.\d+/.exec(text)?.[0];
