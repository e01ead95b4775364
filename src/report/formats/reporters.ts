/** All report formats. A new one needs a file, a name in format.ts and a line here. */
import type { Format } from './format.js';
import type { Report } from '../../model/report.js';
import type { RenderOptions } from '../page/draw-blocks.js';

/** Pure: the same report and options give the same text, live or from a file. It ends in a newline. */
type Reporter = (report: Report, options: RenderOptions) => string;

// Loaded on demand: a run that prints text should not pay for HTML and SARIF.
const loaders = {
  text: async () => (await import('./text.js')).renderText,
  json: async () => (await import('./json.js')).renderJson,
  markdown: async () => (await import('./markdown.js')).renderMarkdown,
  issue: async () => (await import('./issue.js')).renderIssue,
  html: async () => (await import('./html.js')).renderHtml,
  junit: async () => (await import('./junit.js')).renderJunit,
  sarif: async () => (await import('./sarif.js')).renderSarif,
  github: async () => (await import('./github.js')).renderGithub,
  gitlab: async () => (await import('./gitlab.js')).renderGitlab,
} satisfies Record<Format, () => Promise<Reporter>>;

export function loadReporter(format: Format): Promise<Reporter> {
  return loaders[format]();
}
