/** One file to keep or to mail: styles inside, no scripts, nothing loaded from elsewhere. */
import type { Report } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';
import { describeReport } from '../page/describe-report.js';
import type { Block } from '../page/document.js';
import { escapeMarkup } from '../page/escape.js';
import { sanitiseLine } from '../../text/sanitise.js';
import { drawHtmlTable } from '../page/table.js';

export function renderHtml(report: Report): string {
  const title = `${report.bug}: ${report.verdict}`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    // A second safeguard beside escaping: even markup that got through could load and run nothing.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(sanitiseLine(title))}</title>`,
    `<style>${styles}</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...describeReport(report).map(drawBlock),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function drawBlock(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${escapeMarkup(block.text)}</h1>`;
    case 'heading':
      return `<h2>${escapeMarkup(block.text)}</h2>`;
    case 'paragraph':
      return `<p class="${block.tone}">${escapeMarkup(block.text)}</p>`;
    case 'facts': {
      const facts = block.facts.map(
        ({ label, text, tone = 'plain' }) =>
          `<dt>${escapeMarkup(label)}</dt><dd class="${tone}">${escapeMarkup(text)}</dd>`,
      );
      return ['<dl>', ...facts, '</dl>'].join('\n');
    }
    case 'table':
      return drawHtmlTable(block.table);
    case 'log':
      return `<details open><summary>${escapeMarkup(block.title)}</summary><pre>${escapeMarkup(block.text)}</pre></details>`;
    case 'entries':
      return [
        '<ul>',
        ...block.entries.map(
          ({ place, word, tone, text }) =>
            `<li>${escapeMarkup(place)}: <span class="${tone}">${escapeMarkup(word)}</span> ${escapeMarkup(text)}</li>`,
        ),
        '</ul>',
      ].join('\n');
    case 'cell':
      return [
        '<section>',
        `<h3><span class="badge ${block.verdict}">${block.verdict}</span> ${escapeMarkup(block.headline)}</h3>`,
        ...block.body.map(drawBlock),
        '</section>',
      ].join('\n');
    default:
      return unreachable(block);
  }
}

// Text colours have a contrast of at least 4.5:1 on both grounds (WCAG 2.2, 1.4.3).
const styles = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #f3f4f6; --rule: #d0d4da; --dim: #5b636e;
  --affected: #b3261e; --fixed: #17692f; --inconclusive: #8a5300; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --paper: #14171b; --soft: #1f242a; --rule: #3a424c;
  --dim: #9aa4b0; --affected: #ff8a80; --fixed: #7bd88f; --inconclusive: #f0b35a; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1.05rem; margin-top: 0; }
section { border: 1px solid var(--rule); border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; margin: .75rem 0; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--rule); }
th.right, td.right { text-align: right; font-variant-numeric: tabular-nums; }
th { white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; } dt { color: var(--dim); } dd { margin: 0; }
pre { background: var(--soft); padding: .8rem; border-radius: .4rem; overflow-x: auto; overflow-wrap: normal;
  font: .85rem/1.45 ui-monospace, monospace; tab-size: 4; }
.badge { text-transform: uppercase; letter-spacing: .03em; }
.affected { color: var(--affected); } .fixed { color: var(--fixed); } .inconclusive { color: var(--inconclusive); }
.not-applicable, .dim { color: var(--dim); } .strong, .badge { font-weight: 650; }
.loud { color: var(--inconclusive); font-weight: 650; }
@media print { section { break-inside: avoid; } }
`;
