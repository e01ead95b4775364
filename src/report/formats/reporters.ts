/** All report formats. A new one needs a file, a name in format.ts and a line here. */
import type { Format } from './format.js';
import type { Reporter } from '../reporter.js';

// Loaded on demand: a run that prints text should not pay for HTML and SARIF.
const loaders = {
  text: async () => (await import('./text.js')).textReporter,
  json: async () => (await import('./json.js')).jsonReporter,
  markdown: async () => (await import('./markdown.js')).markdownReporter,
  html: async () => (await import('./html.js')).htmlReporter,
  junit: async () => (await import('./junit.js')).junitReporter,
  sarif: async () => (await import('./sarif.js')).sarifReporter,
  github: async () => (await import('./github.js')).githubReporter,
  gitlab: async () => (await import('./gitlab.js')).gitlabReporter,
} satisfies Record<Format, () => Promise<Reporter>>;

export function loadReporter(format: Format): Promise<Reporter> {
  return loaders[format]();
}
