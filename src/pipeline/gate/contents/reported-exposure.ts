import type { Exposure } from '../../../model/report.js';
import type { BinaryExposure } from '../../../oracle/binary/exposure.js';
import type { BinaryJudgement } from '../../../oracle/binary/judge-binary.js';

/** Whether names told anything at all. */
export function hasExposure({ exposure }: BinaryJudgement): boolean {
  const { exportedFunctions, calledFunctions, madeAtRunTime, calledAtRunTime, cpuProfiling } = exposure;
  return (
    exportedFunctions.count + calledFunctions.count > 0 ||
    [madeAtRunTime, calledAtRunTime, cpuProfiling].some((list) => list.length > 0)
  );
}

/** As the report has it, whose lists are the reader's to change. */
export function reported(exposure: BinaryExposure): Exposure {
  const { exportedFunctions, calledFunctions, madeAtRunTime, calledAtRunTime, cpuProfiling } = exposure;
  return {
    exportedFunctions: { count: exportedFunctions.count, names: [...exportedFunctions.names] },
    calledFunctions: { count: calledFunctions.count, names: [...calledFunctions.names] },
    madeAtRunTime: [...madeAtRunTime],
    calledAtRunTime: [...calledAtRunTime],
    cpuProfiling: [...cpuProfiling],
  };
}
