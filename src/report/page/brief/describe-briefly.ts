/** A report on one screen: what decides, with the reason for each; `-v` shows the evidence. */
import type { Report } from '../../../model/report.js';
import { unreachable } from '../../../model/unreachable.js';
import { interruption, titleOf } from '../describe-report.js';
import type { Block } from '../document.js';
import { bisectBlock } from '../issue/bisect-block.js';
import { paragraph } from '../plain-table.js';
import { predictionFailed, predictionWords, shortName } from '../words.js';
import { describeBoundaries } from './boundaries.js';
import { describeFindings } from './findings.js';
import { describeLines } from './lines.js';
import { describeToolchains, isOneToolchain } from './toolchains.js';

export function describeBriefly(report: Report): Block[] {
  return [
    ...(isOneToolchain(report) ? [] : [titleOf(report)]),
    ...interruption(report),
    ...findings(report),
    ...wrongPredictions(report),
  ];
}

function findings(report: Report): Block[] {
  switch (report.kind) {
    case 'run':
    case 'matrix':
      return describeToolchains(report);
    case 'scan':
      return describeLines(report);
    case 'bisect':
      return [...describeBoundaries(report), ...bisectBlock(report)];
    case 'gate':
      return describeFindings(report);
    default:
      return unreachable(report.kind);
  }
}

/** A wrong prediction is a fault of the release table, or a toolchain that is not what its version says. */
function wrongPredictions({ cells }: Report): Block[] {
  const [first, ...others] = cells.filter(predictionFailed);
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` (${shortName(first)}; and ${others.length} more, with -v)`;
  return [paragraph(`${predictionWords(first)}${more}`, 'loud')];
}
