import { tasks } from '../common/help/groups.js';
import { exitCodesOfQuestions, withManual, type Manual } from '../common/help/manual.js';
import { collect } from '../common/parse-options.js';
import type { Root } from '../common/root.js';

const manual: Manual = {
  paragraphs: [
    "It reads the two decisive source files from each release's zip on the module proxy, about 300 KB of 75 MB. Such a verdict is marked “unverified”: nothing was run, and a part of a zip cannot be checked against the checksum database.",
  ],
  examples: [
    ['cgoprof-repro scan', 'Every release since 1.20'],
    ['cgoprof-repro scan 1.23.x 1.24.x --include-rc'],
    ['cgoprof-repro scan all --format json'],
  ],
  exitCodes: exitCodesOfQuestions,
};

export type ScanOptions = ReturnType<ReturnType<typeof addScanOptions>['optsWithGlobals']>;

export function addScanOptions(root: Root) {
  const command = root
    .command('scan')
    .helpGroup(tasks.search)
    .description('Read the sources of many releases, without installing or running them')
    .argument('[spec...]', 'Which releases', ['all'])
    .option('--include-rc', 'Let ranges and lines select release candidates')
    .option('--exclude <spec>', 'Leave these out; repeatable', collect);
  return withManual(command, manual);
}
