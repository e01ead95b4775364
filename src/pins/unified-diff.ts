import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { printable } from '../model/printable.js';

/** The change of one file as `diff -u` shows it; '' when there is none. Git and patch accept it. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const name = printable(file, 4096);
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  });
}
