/** For issues, pull requests and a CI step's summary: GitHub-flavoured Markdown. */
import type { Report } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';
import { describeReport } from '../page/describe-report.js';
import type { Block } from '../page/document.js';
import { escapeMarkdown, fenceMarkdown } from '../page/escape.js';
import { drawMarkdownTable } from '../page/table.js';
import { firstLines } from '../page/words.js';

/** An issue holds 64 KB, a step's summary 1 MB. */
const shownLogLines = 60;

export const renderMarkdown = (report: Report): string =>
  `${describeReport(report).map(drawBlock).join('\n\n')}\n`;

function drawBlock(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${escapeMarkdown(block.text)}`;
    case 'heading':
      return `## ${escapeMarkdown(block.text)}`;
    case 'paragraph':
      return block.tone === 'loud' ? `**${escapeMarkdown(block.text)}**` : escapeMarkdown(block.text);
    case 'facts':
      return block.facts.map(({ label, text }) => `- ${label}: ${escapeMarkdown(text)}`).join('\n');
    case 'table':
      return drawMarkdownTable(block.table);
    case 'log':
      // The empty lines make GitHub read the content as Markdown again.
      return `<details open><summary>${escapeMarkdown(block.title)}</summary>\n\n${fenceMarkdown(firstLines(block.text, shownLogLines).join('\n'))}\n\n</details>`;
    case 'entries':
      return block.entries
        .map(({ place, word, text }) => `- ${escapeMarkdown(`${place}: ${word}: ${text}`)}`)
        .join('\n');
    case 'cell':
      return [
        `### ${block.verdict.toUpperCase()}: ${escapeMarkdown(block.headline)}`,
        ...block.body.map(drawBlock),
      ].join('\n\n');
    default:
      return unreachable(block);
  }
}
