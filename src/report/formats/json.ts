/**
 * The saved report. Byte-stable: the same report gives the same text, no matter who built the objects in which order.
 */
import { outcomes } from '../../model/outcome.js';
import type { Report } from '../../model/report.js';
import { stringifySafely } from './stringify.js';

/**
 * Every key of the schema, in an order that is the schema's on each level. As `JSON.stringify`'s filter it both orders
 * and admits; a test checks it against the schema, so that a new key cannot be forgotten.
 */
export const keyOrder: readonly string[] = [
  'schemaVersion kind bug tool command host hosts startedAt finishedAt interrupted shard shards index total releases targets parts cells lines passedOver count examples file line target ranges status',
  'finished summary tested release subject go goos goarch os arch kernel cpus libc cc buildmode race runner variant toolchain goEnv predicted',
  'oracle probe verdict reason contradiction detail evidence trials skipped missing exposure exportedFunctions calledFunctions names madeAtRunTime calledAtRunTime cpuProfiling finding acceptance expires holds fails aside upgrade location usedOn definedAt fix edit newText text repairable outcomes rate',
  'interval low high level step values method detection readings stacks wrong frames samples outcome signature exitCode signal durationMs log source goroot name value',
  'version verified onPath column endColumn introduced fixed notFixedUpTo introducedIn fixedIn introducedOn fixedOn confirmed answer runs',
]
  .flatMap((keys) => keys.split(' '))
  .concat(outcomes);

export const renderJson = (report: Report): string => stringifySafely(report, keyOrder);
