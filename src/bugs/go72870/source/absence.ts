/**
 * Runtimes before Go 1.21 have no isExtraInC and so not this bug. A missing name is weak evidence (it may have been
 * renamed), so everything around it must also look as it did in those releases.
 */
import { unreachable } from '../../../model/unreachable.js';
import { readStructFields, type FunctionSource } from '../../../oracle/source/declarations.js';
import { runInWorld } from './interpret.js';
import type { Statement } from '../../../oracle/source/statements.js';
import { tokenise } from '../../../oracle/source/tokens.js';

/**
 * The fields of an M to which cgocallbackg of Go 1.19 and 1.20 stores. Any other could be the flag under another name.
 */
const knownStores: ReadonlySet<string> = new Set(['incgo', 'syscall']);
/** Fields of struct m about extra Ms in 1.20 (1.19 has only the second). */
const knownExtraFields: ReadonlySet<string> = new Set(['isextra', 'needextram']);

/** The reason why "there is no such flag" is not certain; null if it is. */
export function doubtAbsence(
  callback: FunctionSource,
  statements: readonly Statement[],
  runtime2: string | null,
): string | null {
  if (runtime2 === null) return 'src/runtime/runtime2.go is missing';
  const file = tokenise(runtime2);
  if (file.broken !== null) return `in runtime2.go ${file.broken}`;
  if (file.buildConstraint) return 'there is a build constraint in runtime2.go';
  if (file.tokens.some((token) => token.text === 'isExtraInC')) {
    return 'runtime2.go has isExtraInC, but cgocall.go does not set it';
  }
  const fields = readStructFields(file.tokens, 'm');
  if (fields === null || !fields.has('incgo') || !fields.has('ncgo')) {
    return 'struct m is not found in runtime2.go with the fields incgo and ncgo';
  }
  const strange = [...fields].find((name) => /extra/i.test(name) && !knownExtraFields.has(name));
  if (strange !== undefined) return `struct m has the field ${strange}, which may be the flag`;
  if (callback.body.some((token) => token.kind === 'name' && token.text === 'isextra')) {
    return 'cgocallbackg checks isextra, but isExtraInC is not there';
  }
  const stored = storedFields(statements).find((name) => !knownStores.has(name));
  if (stored !== undefined) return `cgocallbackg stores to ${stored}, which may be the flag`;
  const run = runInWorld(statements, { isextra: true, ncgo: 0 }, false);
  if (run === null) return 'cgocallbackg is not followed';
  return run.unknownCall === null ? null : `cgocallbackg calls ${run.unknownCall}, which may set a flag`;
}

function storedFields(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap((statement): readonly string[] => {
    switch (statement.kind) {
      case 'assign':
        return statement.target.kind === 'field' ? [statement.target.name] : [];
      case 'block':
        return storedFields(statement.body);
      case 'if': {
        const init = statement.init === null ? [] : [statement.init];
        return storedFields([...init, ...statement.body, ...statement.otherwise]);
      }
      case 'evaluate':
        return [];
      default:
        return unreachable(statement);
    }
  });
}
