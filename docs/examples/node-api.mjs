/**
 * What one can do with the package in a program of one's own. Prints an answer for each Go release that is named, then
 * what the gate says about a folder.
 *
 *   npm install cgoprof-repro && node node-api.mjs FOLDER 1.23.8 1.23.0
 */
import { ReproError, gate, run } from 'cgoprof-repro';

const [folder = '.', ...releases] = process.argv.slice(2);

// Ctrl-C stops the work in order: children are ended, and what is known by then is in the report.
const controller = new AbortController();
process.once('SIGINT', () => controller.abort());

try {
  const asked = await run({
    go: releases,
    quick: true,
    signal: controller.signal,
    onEvent: (event) => {
      if (event.type === 'build-started') console.error(`building for ${event.subject} …`);
      if (event.type === 'warning') console.error(event.message);
    },
  });
  for (const cell of asked.cells) console.log(`${cell.go}: ${cell.verdict}. ${cell.reason}`);

  const judged = await gate({ subjects: [folder], offline: true, signal: controller.signal });
  for (const { location, fix, verdict } of judged.cells)
    if (verdict === 'affected') console.log(`${location?.file}:${location?.line}: ${fix ?? verdict}`);
  process.exitCode = judged.exitCode;
} catch (error) {
  // Any other error is a bug of the package.
  if (!(error instanceof ReproError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  if (error.hint !== undefined) console.error(error.hint);
  process.exitCode = 1;
}
