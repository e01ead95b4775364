/**
 * Makes text from outside (child output, file names, saved reports) safe to show. Node's `stripVTControlCharacters`
 * leaves DCS and APC strings, C1 bytes, backspaces and bidirectional controls, and takes quadratic time on unterminated
 * sequences; so the grammar of ECMA-48 is followed here. Every pattern below runs in linear time: no class contains the
 * byte that starts the next sequence.
 */
import { breakCommands, breakForeignCommands, mayHoldCommands } from './ci-commands.js';

/** OSC, DCS, SOS, PM and APC strings up to their terminator (BEL or ST); an unterminated one is left for `visible`. */
const controlString =
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x18\x1a\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)/g;
/** CSI sequences, and the two- and three-byte escapes (charset choice, reset, index). */
const controlSequence = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]+[0-~]|\x1b[0-OQ-WYZ\\`-~]/g;

/** The rest of C0 (all but tab and newline), DEL, C1, lone surrogates and other characters that XML forbids. */
const strayControl = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\p{Surrogate}]/gu;
/**
 * Bidirectional and invisible characters that make text look different from what it is (CVE-2021-42574), and the
 * stand-in for a missing part (U+FFFC). Joiners and variation selectors stay, since scripts and emoji need them.
 */
const deceptive =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc\u{e0000}-\u{e007f}]/gu;

/** Most texts are harmless: one search shows that none of the rules is needed. */
const plainAscii = /^[\t\n -~]*$/;
const isHarmless = (text: string): boolean => plainAscii.test(text) && !mayHoldCommands(text);

/**
 * Makes safe text of several lines: newlines and tabs stay, escapes are removed, any other invisible character is
 * spelled out.
 */
export function sanitiseText(text: string): string {
  if (isHarmless(text)) return text;
  return breakCommands(
    text
      .replaceAll(controlString, '')
      .replaceAll(controlSequence, '')
      .replaceAll('\r\n', '\n')
      .replaceAll(strayControl, visible)
      .replaceAll(deceptive, spelled),
  );
}

/** Makes safe text of one line: newlines and tabs become single spaces. */
export function sanitiseLine(text: string): string {
  return sanitiseText(text).replaceAll(/[\n\t]+/g, ' ');
}

/** Sequences that the displays themselves write: colours, and erasing lines upwards from the start of one. */
const ownSequences = String.raw`\x1b\[[\d;]{0,24}m|\r(?:\x1b\[1A\x1b\[2K){1,999}`;
const ownOrStray = new RegExp(`${ownSequences}|${strayControl.source}`, 'gu');

/**
 * The last step for everything that this program writes for people and for CI systems, so that text that was missed
 * earlier does no harm. Sequences made by the formats and the displays stay as they are.
 * @param allowed beginnings of the lines that a format itself sends to its CI system
 */
export function guardOutput(text: string, allowed?: RegExp): string {
  if (isHarmless(text)) return text;
  const shown = text
    .replaceAll('\r\n', '\n')
    .replaceAll(ownOrStray, (found) => (found.length > 1 ? found : visible(found)))
    .replaceAll(deceptive, spelled);
  return allowed === undefined ? breakCommands(shown) : breakForeignCommands(shown, allowed);
}

/** Shows control characters as their pictures (U+2400…): `␛[31m` shows what was there and does nothing. */
function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return code > 0xff ? '\ufffd' : spelled(character);
}

function spelled(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
