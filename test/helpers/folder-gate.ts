/** The gate over a folder of made-up files, in this process: for tables and random runs that a command each would be too slow for. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyPolicy, gateExitCode } from '../../src/policy/policy.js';
import { Inventory } from '../../src/pipeline/gate/inventory.js';
import { judgeFolder } from '../../src/pipeline/gate/judge-folder.js';
import type { Cell, PassedOver } from '../../src/model/report.js';
import { pinJudging } from './pin-judging.js';
import { silentFiles } from './silent-files.js';

export interface FolderGate {
  readonly exitCode: number;
  /** Their files are relative to the folder. */
  readonly cells: readonly Cell[];
  readonly passedOver: readonly PassedOver[];
}

/** @param files by path; go.mod is one that is fixed, unless it is given */
export async function gateFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<FolderGate> {
  const folder = mkdtempSync(path.join(tmpdir(), 'folder-gate-'));
  try {
    for (const [name, text] of Object.entries({ 'go.mod': fixedModule, ...files })) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const inventory = new Inventory();
    const cells: Cell[] = [];
    for await (const cell of judgeFolder(folder, {
      ...pinJudging,
      recursive: false,
      inventory,
      files: silentFiles(),
      unknownIsUndecided: false,
      trackedFiles: 'judge',
      goLines: 'note',
      stillOpen: (open) => open,
      signal: new AbortController().signal,
    }))
      cells.push(cell);
    const policy = { version: 1 } as const;
    const exitCode = gateExitCode(cells, policy, applyPolicy(cells, policy, '2030-01-01'));
    const named = cells.map((cell) =>
      cell.location === undefined
        ? cell
        : {
            ...cell,
            location: {
              ...cell.location,
              file: path.relative(folder, cell.location.file).replaceAll(path.sep, '/'),
            },
          },
    );
    return { exitCode, cells: named, passedOver: inventory.passedOver() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const fixedModule = 'module example.org/m\n\ngo 1.27.0\n';
