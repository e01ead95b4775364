import type { Report } from '../../model/report.js';
import { loadReporter } from '../../report/formats/reporters.js';
import { openDestinations } from './destinations.js';
import type { CommonOptions } from './root.js';

/** Checks the places first and returns how to write a report to all of them, each in its format. Throws ReproError. */
export async function openReportOutput(options: CommonOptions): Promise<(report: Report) => Promise<void>> {
  const write = await openDestinations(options);
  return (report) => write(async (format, rendering) => (await loadReporter(format))(report, rendering));
}
