/** For people at a terminal: the answer is the last line, and one screen holds what leads to it. */
import type { Report } from '../../model/report.js';
import { answerOf } from '../page/answer.js';
import { describeBriefly } from '../page/brief/describe-briefly.js';
import { describeReport } from '../page/describe-report.js';
import type { Block } from '../page/document.js';
import { drawDocument, type RenderOptions } from '../page/draw-blocks.js';

export function renderText(report: Report, options: RenderOptions): string {
  const blocks = options.verbose ? describeReport(report) : describeBriefly(report);
  return drawDocument([...blocks, answerBlock(report)], options);
}

function answerBlock(report: Report): Block {
  const { text, tone } = answerOf(report);
  return { kind: 'paragraph', text, tone };
}
