/** For people at a terminal, and for pasting into an issue. */
import { describeReport } from '../page/describe-report.js';
import { drawDocument } from '../page/draw-blocks.js';
import type { Reporter } from '../reporter.js';

export const textReporter: Reporter = {
  fileExtension: 'txt',
  mediaType: 'text/plain; charset=utf-8',
  render: (report, options) => drawDocument(describeReport(report), options),
};
