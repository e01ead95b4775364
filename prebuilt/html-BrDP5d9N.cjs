const require_unreachable=require("./unreachable-BqSO2HDY.cjs");const require_describe_report=require("./describe-report-B4oKgjs8.cjs");const require_escape=require("./escape-DB2HY1AA.cjs");const require_sanitise=require("./sanitise-_idz8CmT.cjs");const require_table=require("./table-Cy9t2MS9.cjs");function renderHtml(report){const title=`${report.bug}: ${report.verdict}`;return[`<!doctype html>`,`<html lang="en">`,`<head>`,`<meta charset="utf-8">`,`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,`<meta name="viewport" content="width=device-width, initial-scale=1">`,`<title>${require_escape.n(require_sanitise.n(title))}</title>`,`<style>${styles}</style>`,`</head>`,`<body>`,`<main>`,...require_describe_report.t(report).map(drawBlock),`</main>`,`</body>`,`</html>`,``].join(`
`)}function drawBlock(block){switch(block.kind){case`title`:return`<h1>${require_escape.n(block.text)}</h1>`;case`heading`:return`<h2>${require_escape.n(block.text)}</h2>`;case`paragraph`:return`<p class="${block.tone}">${require_escape.n(block.text)}</p>`;case`facts`:return[`<dl>`,...block.facts.map(({label,text,tone=`plain`})=>`<dt>${require_escape.n(label)}</dt><dd class="${tone}">${require_escape.n(text)}</dd>`),`</dl>`].join(`
`);case`table`:return require_table.t(block.table);case`log`:return`<details open><summary>${require_escape.n(block.title)}</summary><pre>${require_escape.n(block.text)}</pre></details>`;case`cell`:return[`<section>`,`<h3><span class="badge ${block.verdict}">${block.verdict}</span> ${require_escape.n(block.headline)}</h3>`,...block.body.map(drawBlock),`</section>`].join(`
`);default:return require_unreachable.t(block)}}const styles=`
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
`;exports.renderHtml=renderHtml;