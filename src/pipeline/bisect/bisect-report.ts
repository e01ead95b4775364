import type { ReportLine, SearchState } from '../../model/bisect.js';
import { toReportLines, toReportPaths } from '../../bisect/osv.js';
import { result } from '../../bisect/search.js';
import { findRelease, type Catalogue } from '../../release/catalogue.js';

/** The lines of a report for the present knowledge, with the days on which the releases at the boundaries came out. */
export function reportLines(state: SearchState, catalogue: Catalogue): ReportLine[] {
  const found = result(state);
  const lines =
    found.kind === 'lines' ? toReportLines(found.lines, state.config.seek) : toReportPaths(found.paths);
  return lines.map((line) => ({
    ...line,
    ranges: line.ranges.map((range) => ({
      ...range,
      ...dated('introducedOn', range.introduced, catalogue),
      ...dated('fixedOn', range.fixed, catalogue),
    })),
  }));
}

function dated(key: 'introducedOn' | 'fixedOn', release: string | null, catalogue: Catalogue) {
  const date = release === null ? null : (findRelease(catalogue, release)?.date ?? null);
  return date === null ? {} : { [key]: date };
}
