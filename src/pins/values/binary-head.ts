/** Tells by its first bytes if a file that cannot be read as text is text at all. */

/** So many of its first bytes are enough. */
export const headBytes = 512;

/** A comment, a key, an instruction: how a file of settings or instructions begins. */
const beginsAsText = /^(?:\xEF\xBB\xBF)?\s*(?:#|\/\/|["'{[<]|[A-Za-z_][\w.-]*(?:[\s:=({[."']|$))/;
const utf16 = /^(?:\xFF\xFE|\xFE\xFF)/;
// eslint-disable-next-line no-control-regex -- these are what no text has
const unlikeText = /[\x00-\x08\x0E-\x1A\x1C-\x1F\x7F]|^[\x80-\xFF]/;

/**
 * True for compiled files, pictures and archives. False for data that may be text in another encoding: a Latin-1
 * comment, UTF-16, a script with something behind it.
 */
export function hasBinaryHead(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, headBytes));
  return !beginsAsText.test(text) && !utf16.test(text) && unlikeText.test(text);
}
