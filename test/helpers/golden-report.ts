import { readdirSync, readFileSync } from 'node:fs';
import type { Cell, Report } from '../../src/model/report.js';
import { parseReport } from '../../src/report/saved/parse-report.js';

export const goldenFolder = new URL('../golden/report/', import.meta.url);

/** Names of all golden reports, those of which more than the JSON exists excluded by their second dot. */
export const goldenNames = readdirSync(goldenFolder)
  .filter((file) => /^[\w-]+\.json$/.test(file))
  .map((file) => file.slice(0, -'.json'.length));

export function goldenReport(name: string): Report {
  return parseReport(readFileSync(new URL(`${name}.json`, goldenFolder), 'utf8'), name);
}

export function goldenCell(name: string): Cell {
  const [cell] = goldenReport(name).cells;
  if (cell === undefined) throw new Error(`${name} has no cell`);
  return cell;
}
