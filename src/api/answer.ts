import { currentEnvironment } from '../host/environment.js';
import { hideTokens } from '../host/secrets.js';
import { ReproError } from '../model/errors.js';
import type { EventSink } from '../model/event.js';
import type { Report } from '../model/report.js';
import { renderJson } from '../report/formats/json.js';
import { broadcast } from '../report/progress/broadcast.js';
import { parseReport } from '../report/saved/parse-report.js';
import { openSession } from '../requests/open-session.js';
import type { ReadyRequest } from '../requests/ready-request.js';
import { guardOutput } from '../text/sanitise.js';
import type { CallOptions } from './call-options.js';
import { checkOptions, type optionSchemas } from './check-options.js';

/**
 * Checks the options, carries out the request that is made of them, and returns its report as one would read it from a
 * saved file.
 */
export async function answer<Options extends CallOptions>(
  name: keyof typeof optionSchemas,
  options: Options,
  makeRequest: (options: Options) => ReadyRequest | Promise<ReadyRequest>,
): Promise<Report> {
  checkOptions(name, options);
  const { signal = new AbortController().signal } = options;
  const onEvent = broadcast(options.onEvent === undefined ? [] : [options.onEvent]);
  try {
    const { hashFiles, carryOut } = await makeRequest(options);
    const { report, failure } = await carryOut(await openSession(options, { hashFiles, signal, onEvent }));
    if (failure !== null) tell(failure, onEvent);
    return asSaved(report);
  } catch (error) {
    if (signal.aborted) throw interrupted(error);
    throw error;
  }
}

/** The failure left a part of the question unanswered; the report has the rest, and exit code 1. */
function tell({ message, hint }: ReproError, onEvent: EventSink): void {
  onEvent({ type: 'warning', message: hint === undefined ? message : `${message}\n${hint}` });
}

function asSaved(report: Report): Report {
  const text = guardOutput(renderJson(report));
  return parseReport(hideTokens(text, currentEnvironment()), 'the report');
}

const interrupted = (cause: unknown): ReproError =>
  new ReproError('interrupted', 'stopped by the signal, before there was anything to report', { cause });
