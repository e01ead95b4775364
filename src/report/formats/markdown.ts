/** For issues, pull requests and a CI step's summary: GitHub-flavoured Markdown. */
import type { Report } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';
import { describeReport } from '../page/describe-report.js';
import type { Block } from '../page/document.js';
import { codeSpan, escapeMarkdown, escapeMarkdownHtml, fenceMarkdown } from '../page/escape.js';
import { commandLine } from '../page/issue/provenance.js';
import { drawMarkdownTable } from '../page/table.js';
import { firstLines } from '../page/words.js';

/** An issue holds 64 KB, a step's summary 1 MB. */
const shownLogLines = 60;

export function renderMarkdown(report: Report): string {
  const [title, ...rest] = drawMarkdownBlocks(describeReport(report));
  const command = commandLine(report);
  const typed = command === null ? [] : [`Command: ${codeSpan(command)}`];
  return `${[title, ...typed, ...rest].join('\n\n')}\n`;
}

/** Headings begin at the third level, since all of it becomes a part of somebody's page. No level is skipped. */
export function drawMarkdownBlocks(blocks: readonly Block[]): string[] {
  const heading = blocks.findIndex(({ kind }) => kind === 'heading');
  return blocks.map((block, index) => drawBlock(block, heading >= 0 && heading < index ? '#####' : '####'));
}

/** @param cellHeading the marks before the headline of a cell */
function drawBlock(block: Block, cellHeading: string): string {
  switch (block.kind) {
    case 'title':
      return `### ${escapeMarkdown(block.text)}`;
    case 'heading':
      return `#### ${escapeMarkdown(block.text)}`;
    case 'paragraph':
      return block.tone === 'loud' ? `**${escapeMarkdown(block.text)}**` : escapeMarkdown(block.text);
    case 'facts':
      return block.facts
        .map(({ label, text }) => `- ${escapeMarkdown(label)}: ${escapeMarkdown(text)}`)
        .join('\n');
    case 'table':
      return drawMarkdownTable(block.table);
    case 'log':
      return folded(block.title, firstLines(block.text, shownLogLines).join('\n'));
    case 'entries':
      return block.entries
        .map(({ place, word, text }) => `- ${escapeMarkdown(`${place}: ${word}: ${text}`)}`)
        .join('\n');
    case 'cell':
      return [
        `${cellHeading} ${block.verdict.toUpperCase()}: ${escapeMarkdown(block.headline)}`,
        ...block.body.map((inner) => drawBlock(inner, cellHeading)),
      ].join('\n\n');
    default:
      return unreachable(block);
  }
}

/** Lines that are shown when somebody asks for them. The empty lines make GitHub read the content as Markdown again. */
export const folded = (title: string, text: string): string =>
  `<details><summary>${escapeMarkdownHtml(title)}</summary>\n\n${fenceMarkdown(text)}\n\n</details>`;
