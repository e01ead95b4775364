/**
 * Writes what `import 'cgoprof-repro'` promises, from the sources, or checks with `--check` that it is what they give:
 * `api/cgoprof-repro.d.cts`, the types that the package ships, in one file and without those of other packages, and
 * `api/cgoprof-repro.api.md`, the same in short, whose difference a review reads as a change of the contract.
 *
 *   node scripts/setup.js && node scripts/make-api.js [--check]
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
mkdirSync(path.join(root, '.setup'), { recursive: true });
const scratch = mkdtempSync(path.join(root, '.setup', 'api-'));

try {
  const made = makeApi(scratch);
  for (const file of made) {
    const kept = path.join(root, 'api', path.basename(file));
    if (!check) copyFileSync(file, kept);
    else if (textOf(file) !== textOf(kept)) {
      console.error(
        `api/${path.basename(file)} is not what the sources give\n  to write it anew: npm run api`,
      );
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/**
 * @param {string} folder for everything that is made on the way
 * @returns {string[]} the files, with the names that they have in `api/`
 */
function makeApi(folder) {
  const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const declarations = path.join(folder, 'declarations');
  const args = ['--declaration', '--emitDeclarationOnly', '--outDir', declarations];
  const { status } = spawnSync(process.execPath, [compiler, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('the sources do not compile');

  // Of the platform only what the API names: with all of it, `Report` and `Event` would be renamed, as there are such.
  const globals = path.join(folder, 'globals.d.ts');
  writeFileSync(globals, 'interface AbortSignal {}\n');
  const entry = path.join(declarations, 'api', 'api.d.ts');
  const types = path.join(folder, 'cgoprof-repro.d.cts');
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: path.join(root, 'package.json'),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: entry,
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: { module: 'nodenext', strict: true, lib: ['es2023'], types: [] },
          files: [entry, globals],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: 'cgoprof-repro',
        reportFolder: folder,
        reportTempFolder: path.join(folder, 'temp'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath: types },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: {
          // Everything here is public, and lists of words that only a type is made of need not be.
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.None },
        },
      },
    },
  });
  const { errorCount, warningCount } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      // That the report is new is no news: it always is, in a folder of its own.
      if (message.messageId.startsWith('console-')) message.logLevel = ExtractorLogLevel.None;
    },
  });
  if (errorCount + warningCount > 0) throw new Error('api-extractor complains about the sources, see above');
  return [types, path.join(folder, 'cgoprof-repro.api.md')];
}

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
