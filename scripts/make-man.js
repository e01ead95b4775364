/** Writes man/cgoprof-repro.1 from the commands and options in src/commands/. Run after `npm run build`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from './load.js';

const root = new URL('..', import.meta.url);
/** @type {typeof import('../src/commands/common/man-page/man-page.ts').manPage} */
const manPage = (await load('commands/common/man-page/man-page')).manPage;
/** @type {typeof import('../src/cli/interface.ts').buildInterface} */
const buildInterface = (await load('cli/interface')).buildInterface;

const commands = await buildInterface({
  signal: new AbortController().signal,
  setExitCode: () => undefined,
  tellFailure: () => Promise.resolve(),
});
mkdirSync(fileURLToPath(new URL('man', root)), { recursive: true });
writeFileSync(fileURLToPath(new URL('man/cgoprof-repro.1', root)), manPage(commands));
