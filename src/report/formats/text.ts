/** For people at a terminal, and for pasting into an issue. */
import { describeReport } from '../page/describe-report.js';
import { drawDocument, type RenderOptions } from '../page/draw-blocks.js';
import type { Report } from '../../model/report.js';

export const renderText = (report: Report, options: RenderOptions): string =>
  drawDocument(describeReport(report), options);
