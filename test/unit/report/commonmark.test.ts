/** What a reader of GitHub gets to see: every Markdown that is made, read by a CommonMark library with GFM's tables. */
import MarkdownIt, { type Token } from 'markdown-it';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.js';
import { renderIssue } from '../../../src/report/formats/issue.js';
import { renderMarkdown } from '../../../src/report/formats/markdown.js';
import { goldenCell, goldenNames, goldenReport } from '../../helpers/golden-report.js';

const library = new MarkdownIt({ html: true });

/** All tokens in order, those within lines too. */
const tokensOf = (text: string): Token[] =>
  library.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);

const renderers = { markdown: renderMarkdown, issue: renderIssue };

/** Everything that GitHub makes a reference or a mention of, outside of code. */
const references =
  /#\d|\bGH-\d|@\w|github\.com\/[^\s/]+\/[^\s/]+\/(?:issues|pull|commit|discussions)\b|\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{7,40}\b/i;

const evil = [
  '#72870 golang/go#72870, (GH-12) a94a8fe5ccb19ba61c4c0873d391e987982fbbd3 see f00ba47',
  'https://github.com/golang/go/issues/72870 http://www.github.com/a/b_c/pull/1#issuecomment-5',
  '@golang/runtime @everyone </details></summary><script>alert(1)</script><!-- ``` ~~~ `#1` |x| [a](javascript:1)',
].join(' ');
const hostile = (): Report => {
  const cell = { ...goldenCell('run-affected'), subject: evil, reason: evil, fix: evil };
  const trial = {
    ...cell.trials[1],
    probe: evil,
    signature: evil,
    log: `${evil}\n\`\`\`\`\n</details>\n# heading`,
  };
  return {
    ...goldenReport('bisect'),
    bug: evil,
    command: [evil, '`', '```'],
    cells: [
      {
        ...cell,
        goEnv: [{ name: evil, value: evil }],
        trials: [
          {
            ...goldenCell('run-affected').trials[1],
            ...trial,
            outcome: 'crash',
            durationMs: 1,
            exitCode: 2,
            signal: null,
          },
        ],
      },
    ],
    lines: [
      {
        line: evil,
        summary: evil,
        status: 'affected',
        ranges: [{ introduced: evil, fixed: evil }],
        tested: [
          { release: 'go1.23.7', answer: 'bad', runs: 1 },
          { release: 'go1.23.8', answer: 'good', runs: 1 },
        ],
      },
    ],
  };
};

const reports = [
  ...goldenNames.map((name) => [name, goldenReport(name)] as const),
  ['evil', hostile()] as const,
];
const cases = reports.flatMap(([name, report]) =>
  Object.entries(renderers).map(([format, render]) => [format, name, render(report)] as const),
);

describe.each(cases)('%s of %s', (format, name, text) => {
  const tokens = tokensOf(text);
  const ofType = (type: string) => tokens.filter((token) => token.type === type);

  test('headings begin at the third level, and none is skipped', () => {
    const levels = ofType('heading_open').map(({ tag }) => Number(tag.slice(1)));
    expect(levels[0]).toBe(3);
    expect(Math.min(...levels)).toBe(3);
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 3)).toBeLessThanOrEqual(1);
  });

  test('what is meant as a table is one, and every row has all cells', () => {
    const rules = text.split('\n').filter((line) => /^\|(?: -+:? \|)+$/.test(line));
    expect(ofType('table_open')).toHaveLength(rules.length);
    for (const { map } of ofType('table_open')) {
      const pipes = text
        .split('\n')
        .slice(map?.[0], map?.[1])
        .map((line) => line.match(/(?<!\\)\|/g)?.length);
      expect(new Set(pipes).size).toBe(1);
    }
    const isRow = (line: string): boolean => line.startsWith('| ');
    const outside = ofType('inline').filter(({ content }) => content.split('\n').some(isRow));
    expect(outside).toEqual([]);
  });

  test('fences are closed, details are closed and folded, nothing else is HTML', () => {
    const fences = ofType('fence');
    for (const { map, markup } of fences) expect(text.split('\n')[(map?.[1] ?? 0) - 1]).toBe(markup);
    const blocks = ofType('html_block').map(({ content }) => content.trim());
    const opened = blocks.filter((content) => content !== '</details>');
    for (const content of opened)
      expect(content).toMatch(/^<details><summary>(?:[^<>]|<code>[^<>]*<\/code>|<!-- -->)*<\/summary>$/);
    expect(blocks).toEqual(opened.flatMap((content) => [content, '</details>']));
    for (const { content } of ofType('html_inline')) expect(content).toBe('<!-- -->');
  });

  test('nothing refers to an issue or a commit, and nobody is notified', () => {
    const prose = tokens.filter(({ type }) => type === 'text').map(({ content }) => content);
    const html = ofType('html_block').flatMap(({ content }) =>
      content
        .replaceAll(/<code>.*?<\/code>/g, '')
        .split('<!-- -->')
        .map((part) => part.replaceAll(/&#?\w+;/g, '')),
    );
    expect([...prose, ...html].filter((content) => references.test(content))).toEqual([]);
  });

  test('no link leads elsewhere than to Go’s own pages', () => {
    const addresses = ofType('link_open').map((token) => token.attrGet('href'));
    for (const address of addresses) expect(address).toMatch(/^https:\/\/go\.dev\/issue\/\d+$/);
    expect(ofType('image')).toEqual([]);
    expect([format, name, text.match(/https?:\S*compare\S*/g) ?? []]).toEqual([
      format,
      name,
      expect.not.arrayContaining([
        expect.not.stringMatching(/^https:\/\/github\.com\/golang\/go\/compare\/go[\w.]+\.\.\.go[\w.]+$/),
      ]),
    ]);
  });
});

test('an issue has the fields of Go’s form in their order', () => {
  const tokens = library.parse(renderIssue(goldenReport('run-affected')), {});
  const fields = tokens.flatMap((token, index) =>
    token.type === 'heading_open' && token.tag === 'h3' ? [tokens[index + 1]?.content] : [],
  );
  expect(fields).toEqual([
    'Go version',
    'Output of `go env` in your module/workspace:',
    'What did you do?',
    'What did you see happen?',
    'What did you expect to see?',
  ]);
});

test('an issue fits into the form, whatever the report holds', () => {
  const wide = `${'&<|`'.repeat(2000)}\u{65e5}`.repeat(3);
  const cell = { ...goldenCell('run-affected'), subject: wide, reason: wide, skipped: { reason: wide } };
  const trials = cell.trials.map((trial) => ({ ...trial, signature: wide, log: `${wide}\n`.repeat(100) }));
  const report: Report = {
    ...goldenReport('bisect'),
    bug: wide,
    command: Array.from({ length: 3000 }, () => wide),
    cells: Array.from({ length: 500 }, (_, index) => ({
      ...cell,
      trials,
      subject: `${index}${wide}`,
      goEnv: Array.from({ length: 200 }, () => ({ name: wide, value: wide })),
    })),
    lines: Array.from({ length: 300 }, () => ({ line: wide, ranges: [{ introduced: wide, fixed: wide }] })),
  };
  for (const one of [
    report,
    { ...report, lines: undefined },
    { ...report, cells: report.cells.map((each) => ({ ...each, skipped: undefined })) },
  ])
    expect(Buffer.byteLength(renderIssue(one))).toBeLessThanOrEqual(60_000);
});
