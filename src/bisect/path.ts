import type { Point, Track } from '../model/bisect.js';
import { err, ok, type Result } from '../model/result.js';

/**
 * The path from one release to another through Go's history, both included. Within a line it goes patch by patch.
 * Between lines it goes down to the beginning of the older line, over the first releases of the lines between, and up
 * again, because this is the history of the code: a line leaves the main branch at its first release, and patch
 * releases of different lines do not descend from each other. Sorting by number instead would put 1.24.0 after 1.23.12,
 * whose fixes it lacks.
 */
export function pathBetween(lines: readonly Track[], from: string, to: string): Result<Point[], string> {
  const [start, end] = [locate(lines, from), locate(lines, to)];
  if (start === null) return err(`${from} is not among the known releases`);
  if (end === null) return err(`${to} is not among the known releases`);
  if (start.line > end.line || (start.line === end.line && start.index > end.index)) {
    const back = pathBetween(lines, to, from);
    return back.ok ? ok(back.value.toReversed()) : back;
  }
  if (start.line === end.line) return ok(pointsOf(lines, start.line).slice(start.index, end.index + 1));
  return ok([
    ...pointsOf(lines, start.line)
      .slice(0, start.index + 1)
      .toReversed(),
    ...lines.slice(start.line + 1, end.line).flatMap((line) => line.points.slice(0, 1)),
    ...pointsOf(lines, end.line).slice(0, end.index + 1),
  ]);
}

function locate(lines: readonly Track[], release: string): { line: number; index: number } | null {
  for (const [line, { points }] of lines.entries()) {
    const index = points.findIndex((point) => point.release === release);
    if (index !== -1) return { line, index };
  }
  return null;
}

const pointsOf = (lines: readonly Track[], line: number): readonly Point[] => lines[line]?.points ?? [];
