import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Debian's; .ci/run installs it. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const hasChromium = existsSync(executablePath);

/** Chromium's own sandbox does not work for root. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
