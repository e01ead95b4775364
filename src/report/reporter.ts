/** The interface of a report format: one report, many formats. Their table is in reporters.ts. */
import type { Report } from '../model/report.js';
import type { ColourLevel } from './page/colour.js';

export interface RenderOptions {
  /** Columns of the terminal; only text uses it. */
  readonly width: number;
  /** 0 for anything but a terminal that shows colours; only text uses it. */
  readonly colour: ColourLevel;
}

/** Pure: the same report and options give the same text, live or from a file. */
export interface Reporter {
  /** The whole document, ending in a newline. */
  readonly render: (report: Report, options: RenderOptions) => string;
  /** Without the dot. */
  readonly fileExtension: string;
  readonly mediaType: string;
}
