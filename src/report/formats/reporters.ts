/** All report formats. A new one needs a file, a name in format.ts and a line here. */
import type { Format } from './format.js';
import type { Report } from '../../model/report.js';
import { bugs } from '../../bugs/table.js';
import type { RenderOptions } from '../page/draw-blocks.js';

/** Pure: the same report and options give the same text, live or from a file. It ends in a newline. */
type Reporter = (report: Report, options: RenderOptions) => string;

// Loaded on demand: a run that prints text should not pay for HTML and SARIF.
const loaders = {
  text: async () => (await import('./text.js')).renderText,
  json: async () => (await import('./json.js')).renderJson,
  markdown: async () => (await import('./markdown.js')).renderMarkdown,
  issue: async () => (await import('./issue.js')).renderIssue,
  html: loadHtml,
  junit: async () => (await import('./junit.js')).renderJunit,
  sarif: async () => (await import('./sarif.js')).renderSarif,
  github: async () => (await import('./github.js')).renderGithub,
  gitlab: async () => (await import('./gitlab.js')).renderGitlab,
} satisfies Record<Format, () => Promise<Reporter>>;

/** A page shows what is known of the bug beside the report, so that all bugs are loaded: which one it is comes later. */
async function loadHtml(): Promise<Reporter> {
  const [{ renderHtml }, ...known] = await Promise.all([
    import('./html.js'),
    ...bugs.map((bug) => bug.load()),
  ]);
  return (report) => renderHtml(report, known.find(({ name }) => name === report.bug) ?? null);
}

export function loadReporter(format: Format): Promise<Reporter> {
  return loaders[format]();
}
