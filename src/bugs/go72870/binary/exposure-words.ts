/**
 * How close an affected program is to harm; shown beside the verdict and never instead of it. Only facts that names
 * show are stated as facts; anything else is said to be open.
 */
import type { BinaryExposure } from '../../../oracle/binary/exposure.js';
import type { BinaryJudgement } from '../../../oracle/binary/judge-binary.js';

const namesShown = 5;

/** Says in sentences how close it is. */
export function exposureWords({ exposure, goos, settings }: BinaryJudgement): string[] {
  const { exportedFunctions, calledFunctions, madeAtRunTime, calledAtRunTime, cpuProfiling } = exposure;
  const entered = exportedFunctions.count > 0 || madeAtRunTime.length > 0;
  const leaves = calledFunctions.count > 0 || calledAtRunTime.length > 0;
  const facts = [
    exportedFunctions.count > 0
      ? `C can call ${listed(exportedFunctions, 'exported Go function')}`
      : 'no exported Go function was found',
    ...(madeAtRunTime.length > 0
      ? [`Go functions are made callable from C (${madeAtRunTime.join(', ')})`]
      : []),
    calledFunctions.count > 0
      ? `Go calls ${listed(calledFunctions, 'C function')}`
      : 'no C function that Go calls was found by name',
    ...(calledAtRunTime.length > 0 ? [`C is called without names (${calledAtRunTime.join(', ')})`] : []),
    cpuProfiling.length > 0
      ? `CPU profiling is linked in (${cpuProfiling.join(', ')})`
      : 'CPU profiling is not linked in',
  ];
  return [
    `Exposure: ${facts.join('; ')}.`,
    entered && leaves ? nested(settings['-buildmode'], cpuProfiling.length > 0) : notNested(entered),
    // Profiles are taken from outside there, and no signal is sent to the thread.
    ...(goos === 'windows' ? ['On Windows the bug has no symptom that is known.'] : []),
  ];
}

/** No names show which of the functions call each other, and on which threads. */
function nested(buildMode: string | undefined, profiled: boolean): string {
  const library = buildMode === 'c-shared' || buildMode === 'c-archive';
  const thread = library
    ? 'The threads that call this library are made by C: if'
    : 'If a thread that C made calls into Go, and';
  const call = library ? 'Go that they call calls C' : 'that Go calls C';
  const harm = profiled
    ? 'a CPU profile can crash it; a nil dereference then kills it past recover(), and the garbage collector can hang'
    : 'a nil dereference kills it past recover() and the garbage collector can hang; no CPU profile can crash it';
  return `${thread} ${call} and C calls Go again before it returns, ${harm}. The file does not show whether that happens.`;
}

const notNested = (entered: boolean): string =>
  entered
    ? 'A nested callback needs a call from Go to C: unless there is one without a name, the bug cannot show.'
    : 'A nested callback needs Go that C can call: unless there is some without a name, the bug cannot show.';

function listed({ count, names }: BinaryExposure['calledFunctions'], what: string): string {
  const shown = names.slice(0, namesShown);
  const more = count > shown.length ? ` and ${count - shown.length} more` : '';
  return `${count} ${what}${count === 1 ? '' : 's'} (${shown.join(', ')}${more})`;
}
