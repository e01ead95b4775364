import path from 'node:path';
import { homeFolder } from '../../../host/files/paths.js';
import { shortenHome } from '../../../text/shorten-home.js';

/** The name of a file in a report: relative to the working folder with `/`, or home-shortened when it is not in it. */
export function displayPath(file: string): string {
  const absolute = path.resolve(file);
  const relative = path.relative(path.resolve(), absolute);
  if (relative === '') return '.';
  const isInside = !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
  return isInside ? relative.split(path.sep).join('/') : shortenHome(absolute, homeFolder());
}
