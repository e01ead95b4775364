/**
 * The page's only style sheet. Text colours have a contrast of at least 4.5:1 on their grounds, light and dark (WCAG
 * 2.2, 1.4.3). A verdict's colour is --v, which its class sets.
 */
export const styles = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #f4f5f7; --rule: #d4d8de; --dim: #57606b;
  --link: #0b5cad; --affected: #b3261e; --fixed: #17692f; --inconclusive: #8a5300; --none: #57606b;
  --affected-soft: #fdecea; --fixed-soft: #e9f5ec; --inconclusive-soft: #fdf3e1; --none-soft: #f0f1f3;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --paper: #14171b; --soft: #1e2329; --rule: #3a424c;
  --dim: #a3adb9; --link: #8ab8f0; --affected: #ff8f85; --fixed: #79d48d; --inconclusive: #f0b65f; --none: #a3adb9;
  --affected-soft: #3a1c1a; --fixed-soft: #16301d; --inconclusive-soft: #362813; --none-soft: #23282e; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, sans-serif; }
main, .banner > * { max-width: 68rem; margin-inline: auto; }
main { padding-bottom: 4rem; } .banner, body > main { padding-inline: 1.5rem; } main { box-sizing: content-box; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .2rem; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -999rem; background: var(--paper); padding: .5rem 1rem; }
.skip:focus { left: .5rem; top: .5rem; }
html:not(.scripted) .needs-script { display: none; }
h1, h2, h3, p, dl, ul, ol, figure, pre { margin: 0; }
ul, ol { padding: 0; list-style: none; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 3rem 0 1rem; letter-spacing: -.01em; }
h3 { font-size: 1rem; font-weight: 600; margin: 0; }
main > section > p, .card > * + * { margin-top: .75rem; }
p, dd, figcaption, h1, h3 { overflow-wrap: anywhere; }
small { font-size: .8rem; color: var(--dim); }
code, pre, kbd { font-family: var(--mono); font-size: .86em; }
kbd { border: 1px solid var(--rule); border-bottom-width: 2px; border-radius: .25rem; padding: 0 .4em; color: var(--dim); }

.affected { --v: var(--affected); --soft-v: var(--affected-soft); } .fixed { --v: var(--fixed); --soft-v: var(--fixed-soft); }
.inconclusive { --v: var(--inconclusive); --soft-v: var(--inconclusive-soft); }
.not-applicable { --v: var(--none); --soft-v: var(--none-soft); }
dd:is(.affected, .fixed, .inconclusive, .not-applicable), td:is(.affected, .fixed, .inconclusive, .not-applicable),
p:is(.affected, .inconclusive) { color: var(--v); }
.dim { color: var(--dim); } .strong, .fix { font-weight: 600; } .loud { color: var(--inconclusive); font-weight: 600; }
.badge { display: inline-flex; align-items: baseline; gap: .35em; white-space: nowrap; overflow-wrap: normal;
  padding: .05em .6em .1em; border-radius: 1em; font-size: .86rem; font-weight: 600; color: var(--v); background: var(--soft-v); }
.badge .sign { font-weight: 700; }

.banner { padding-block: 2.25rem 2rem; background: var(--soft-v); border-top: .4rem solid var(--v); border-bottom: 1px solid var(--rule); }
.banner > * + * { margin-top: .6rem; }
.kind { color: var(--dim); font-size: .92rem; }
h1 { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1rem; font-size: clamp(1.35rem, 1rem + 2vw, 2rem);
  line-height: 1.2; letter-spacing: -.015em; }
h1 .badge { font-size: .62em; padding: .3em .9em; color: var(--paper); background: var(--v); text-transform: uppercase; letter-spacing: .04em; }
.banner .fix::before { content: "→ "; color: var(--dim); }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .92rem; }

.strips { display: grid; gap: 1.1rem; }
.strip { position: relative; display: grid; grid-template-columns: 3.2rem 1fr; gap: .25rem .75rem; align-items: center; }
.strip h3 { font-variant-numeric: tabular-nums; font-size: 1.05rem; }
.strip ol { display: flex; flex-wrap: wrap; gap: .3rem; }
.runs { grid-column: 2; font-size: .86rem; color: var(--dim); }
.square { display: grid; place-items: center; place-content: center; width: 1.95rem; height: 2.25rem; border-radius: .3rem;
  border: 1.5px solid var(--v, var(--dim)); font-size: .72rem; line-height: 1.1; font-variant-numeric: tabular-nums;
  text-decoration: none; color: var(--v, var(--dim)); }
.square .sign { font-size: .85rem; font-weight: 700; }
.by-report { background: var(--v, var(--dim)); color: var(--paper); }
.by-table, .by-nothing { border-style: dashed; }
.asked { outline: 2.5px solid var(--ink); outline-offset: 1.5px; }
.square.asked:focus-visible, .square:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
/* On the item: the words of a square are placed by its strip. */
li:has(> .boundary) { margin-left: .15rem; padding-left: .4rem; border-left: .25rem solid var(--ink); }
.words { position: absolute; z-index: 2; left: 3.95rem; top: 100%; width: max-content; max-width: calc(100% - 3.95rem); padding: .35rem .7rem;
  border-radius: .3rem; background: var(--ink); color: var(--paper); font-size: .86rem; line-height: 1.4; pointer-events: none; }
a:not(:hover, :focus) > .words { clip-path: inset(50%); width: 1px; height: 1px; padding: 0; overflow: hidden; }
.legend { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem; margin-top: 1.25rem; font-size: .86rem; color: var(--dim); }
.legend li { display: flex; align-items: center; gap: .6rem; } .legend .square { width: 1.1rem; height: 1.25rem; }

.search { position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem;
  margin-top: 2rem; padding: .7rem 0; background: var(--paper); border-bottom: 1px solid var(--rule); }
.search label { display: flex; align-items: center; gap: .5rem; flex: 1 1 16rem; }
.search input { flex: 1; min-width: 0; font: inherit; padding: .35rem .6rem; color: inherit; background: var(--paper); border: 1px solid var(--dim); border-radius: .35rem; }
.chips { display: flex; flex-wrap: wrap; gap: .4rem; }
button { font: inherit; font-size: .86rem; cursor: pointer; color: var(--ink); background: var(--soft); border: 1px solid var(--rule); border-radius: .35rem; padding: .15rem .7rem; }
button[data-shows] { padding: 0; border-radius: 1em; border-color: var(--dim); background: none; }
button[aria-pressed="false"] .badge { background: none; color: var(--dim); text-decoration: line-through; }
output { color: var(--dim); font-size: .86rem; white-space: nowrap; }

.card { border: 1px solid var(--rule); border-left: .3rem solid var(--v, var(--rule)); border-radius: .5rem; padding: .9rem 1.1rem; margin-top: .8rem; }
.card[data-verdict="affected"] { --v: var(--affected); } .card[data-verdict="fixed"] { --v: var(--fixed); }
.card[data-verdict="inconclusive"] { --v: var(--inconclusive); } .card[data-verdict="not-applicable"] { --v: var(--none); }
summary { cursor: pointer; } summary h3 { display: inline; line-height: 1.7; }
.card:not([open]) { padding-block: .55rem; }
.names { font-weight: 400; color: var(--dim); } .place { white-space: normal; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1.25rem; } dt { color: var(--dim); } dd { margin: 0; }
figcaption { font-size: .86rem; color: var(--dim); margin-bottom: .5rem; }

.timeline ol { display: flex; align-items: flex-start; gap: 1.5rem; }
.step { position: relative; display: grid; flex: none; gap: .1rem; padding: .35rem .6rem; border: 1px solid var(--rule); border-radius: .4rem; }
.step b, .step small { white-space: nowrap; }
.step:not(:last-child)::after { content: "→"; position: absolute; right: -1.3rem; top: .35rem; color: var(--dim); }
.step.c { background: var(--soft); } .step.go { border: 1.5px solid var(--link); }
.step.go.wrong { border-color: var(--affected); background: var(--affected-soft); }
.step { max-width: 22rem; } .step code { overflow-wrap: anywhere; } .reading { display: grid; } .reading.wrong strong { color: var(--affected); }
.row-1 { margin-top: 1.1rem; } .row-2 { margin-top: 2.2rem; } .row-3 { margin-top: 3.3rem; } .row-4 { margin-top: 4.4rem; }
.row-5 { margin-top: 5.5rem; } .row-6 { margin-top: 6.6rem; }

.trials dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .4rem 1.25rem; align-items: center; }
.trials dd { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .9rem; }
.marks { display: flex; flex-wrap: wrap; gap: .2rem; } .counts { font-size: .86rem; color: var(--dim); }
.mark { display: grid; place-items: center; width: 1.35rem; height: 1.35rem; border-radius: .25rem; font-size: .85rem; font-weight: 700; background: var(--m); color: var(--paper); }
.mark.crash { --m: var(--affected); } .mark.clean { --m: var(--fixed); border-radius: 50%; }
.mark:is(.affected, .fixed, .not-applicable) { --m: var(--v); } .mark.fixed { border-radius: 50%; }
.mark.hang { --m: var(--inconclusive); } .mark.other { background: none; color: var(--dim); border: 1.5px dashed var(--dim); }

table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--rule); }
td { overflow-wrap: break-word; }
th { font-weight: 600; color: var(--dim); font-size: .86rem; } th.right, td.right { text-align: right; font-variant-numeric: tabular-nums; }
td[data-column="Subject"], td[data-column="Verdict"], td[data-column="Says"], td[data-column="Predicted"],
td[data-column="Evidence"], td[data-column="Trials of"], td[data-column="Introduced"], td[data-column="Fixed"], td[data-column="Line"], .grid th { white-space: nowrap; }
.scroll { overflow-x: auto; } .grid { width: auto; } .grid th[scope="row"] { position: sticky; left: 0; background: var(--paper); color: var(--ink); }
.grid td { padding: .3rem .9rem .3rem 0; } .grid a { text-decoration: none; }

.copied { position: relative; } .copied > .copy { float: right; margin: .4rem; position: relative; z-index: 1; } .command .copy { float: none; margin: 0 0 0 .5rem; }
pre { background: var(--soft); padding: .8rem 1rem; border-radius: .4rem; overflow-x: auto; line-height: 1.5; tab-size: 4; white-space: pre; }
.diff { margin-top: .6rem; } .diff figcaption { margin-bottom: .25rem; } .diff .place { color: var(--ink); font-weight: 600; }
.diff pre { padding-inline: 0; } .line { display: block; padding-inline: 1rem; width: max-content; min-width: 100%; }
.removed { background: var(--affected-soft); } .added { background: var(--fixed-soft); }
del, ins { text-decoration: none; font-weight: 700; } del { color: var(--affected); text-decoration: line-through; } ins { color: var(--fixed); text-decoration: underline; }

.flames { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1.5rem; align-items: end; margin-top: 1rem; }
.profile svg { display: block; overflow: hidden; } .frame rect { fill: var(--soft); stroke: var(--rule); width: calc(100% - 2px); } .frame .name { width: calc(100% - 12px); height: 100%; overflow: hidden; font: 12px/22px var(--mono); }
.name span { display: inline-block; white-space: nowrap; } .name .strut { width: 0; height: 22px; vertical-align: top; }
.frame.only rect { fill: var(--inconclusive-soft); stroke: var(--inconclusive); stroke-width: 2; }

@media (max-width: 62rem) {
  .timeline ol { flex-direction: column; gap: 1.3rem; } .step { margin-top: 0; }
  .step:not(:last-child)::after { content: "↓"; right: auto; left: .7rem; top: auto; bottom: -1.35rem; }
  .row-1 { margin-left: 1rem; } .row-2 { margin-left: 2rem; } .row-3 { margin-left: 3rem; } .row-4 { margin-left: 4rem; }
  .row-5 { margin-left: 5rem; } .row-6 { margin-left: 6rem; }
}
@media (max-width: 40rem) {
  .banner, body > main { padding-inline: 1rem; } .banner { padding-block: 1.5rem; }
  .strip { grid-template-columns: 1fr; } .runs { grid-column: 1; } .words { left: 0; max-width: 100%; }
  .facts, .trials dl { grid-template-columns: 1fr; gap: 0; } .facts dd, .trials dd { margin-bottom: .5rem; }
  .search { position: static; }
  .copied > .copy { float: none; margin: 0 0 .4rem; } .line { width: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
  .card { padding: .8rem; }
  .cards, .cards tbody, .cards tr, .cards td { display: block; } .cards thead { position: absolute; left: -999rem; }
  .cards tr { border: 1px solid var(--rule); border-radius: .4rem; padding: .5rem .75rem; margin-top: .5rem; }
  .cards td, .cards td.right { border: 0; padding: .1rem 0; display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); text-align: left; }
  .cards td:empty { display: none; } .cards td::before { content: attr(data-column); color: var(--dim); font-size: .86rem; white-space: normal; }
  .cards td .badge { justify-self: start; }
}
@media print {
  :root { color-scheme: light; } .search, .copy, .skip, button { display: none !important; } .card, .strip, tr, figure { break-inside: avoid; }
  body { font-size: 11pt; } main, .banner > * { max-width: none; } * { print-color-adjust: exact; }
}
`;
