import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/**
 * The change of one file as `diff -u` shows it; '' if there is none. git and patch accept it. Characters of the name
 * that would harm a diff or a terminal are quoted, as git does.
 * @param file relative to the folder in which the diff is to be applied, with `/`
 */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const diff = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  });
  // For patch, a name with a blank in it ends at a tab.
  return file.includes(' ') ? diff.replace(/^--- a\/.*$/m, '$&\t').replace(/^\+\+\+ b\/.*$/m, '$&\t') : diff;
}
