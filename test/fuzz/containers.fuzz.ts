/**
 * Plants an affected library in archives of every form, nested and with lies and damage around it, and asks the gate about
 * each: it must never pass. FUZZ_CONTAINERS sets how many (default 300), FUZZ_SEED the seed of the first, FUZZ_LIBRARIES a
 * list of real affected libraries to plant as well, separated like PATH. What fails is told with its own seed.
 */
import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { expect, test } from 'vitest';
import { createBudget } from '../../src/archive/budget.js';
import { bytesInMemory } from '../../src/model/byte-source.js';
import type { Cell } from '../../src/model/report.js';
import { Contents, wantsText } from '../../src/pipeline/gate/contents/contents.js';
import { Inventory } from '../../src/pipeline/gate/inventory.js';
import { leavesOf } from '../../src/pipeline/gate/contents/read-members.js';
import { decides } from '../../src/verdict/overall.js';
import { affectedProgram } from '../helpers/gate-subjects.js';
import { plant } from '../helpers/plant.js';
import { randomFrom } from '../helpers/random.js';
import { theBug } from '../helpers/the-bug.js';
import { pinJudging } from '../helpers/pin-judging.js';
import { silentFiles } from '../helpers/silent-files.js';

const runs = Number(process.env['FUZZ_CONTAINERS'] ?? 300);
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 72870);
const libraries = (process.env['FUZZ_LIBRARIES'] ?? '').split(delimiter).filter((file) => file !== '');
/** A real library takes a hundred times as long as the small one. */
const realEvery = 50;

test(
  `${runs} archives with an affected library in them: none passes`,
  // Only against a hang: how long each took is told, not judged.
  { timeout: Math.min(600_000 + 1000 * runs, 2 ** 31 - 1) },
  async () => {
    const real = libraries.map((file) => readFileSync(file));
    const answers = new Map<string, number>();
    const passed: string[] = [];
    let [slowest, slowestWhat] = [0, ''];
    for (let run = 0; run < runs; run += 1) {
      const seed = firstSeed + run;
      const random = randomFrom(seed);
      const library = real.length > 0 && run % realEvery === 0 ? random.pick(real) : affectedProgram;
      const { bytes, steps } = plant(library, 3, random);
      const what = `FUZZ_SEED=${seed}: ${steps.join(' in ')}`;
      const started = performance.now();
      const answer = answerOf(await cellsOf(bytes));
      const tookMs = performance.now() - started;
      if (tookMs > slowest) [slowest, slowestWhat] = [tookMs, what];
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      if (answer === 'passed') passed.push(what);
    }
    process.stderr.write(
      `${JSON.stringify(Object.fromEntries(answers))}\nslowest ${slowest.toFixed(0)} ms: ${slowestWhat}\n`,
    );
    expect(passed).toStrictEqual([]);
  },
);

async function cellsOf(bytes: Buffer): Promise<readonly Cell[]> {
  const { signal } = new AbortController();
  const contents = new Contents({
    ...pinJudging,
    askedFor: (names) => ({ subject: names.join('!') }),
    inventory: new Inventory(),
    files: silentFiles(),
    unknownIsUndecided: false,
    isFolder: false,
    signal: new AbortController().signal,
  });
  const reading = {
    question: theBug.binary.question,
    budget: createBudget({ signal }),
    fileName: 'file',
    wantsText: (name: string) => wantsText(name, theBug),
  };
  for await (const leaf of leavesOf(bytesInMemory(bytes), reading)) contents.add(leaf);
  return contents.finish();
}

/** As the exit code has it, but that nothing at all found is a pass for a package. */
function answerOf(cells: readonly Cell[]): 'affected' | 'undecided' | 'passed' {
  const verdicts = new Set(cells.filter(decides).map(({ verdict }) => verdict));
  if (verdicts.has('affected')) return 'affected';
  return verdicts.has('inconclusive') ? 'undecided' : 'passed';
}
