/**
 * Who may import whom, and why (docs/architecture.md). Arrows only point downwards:
 *
 *     bin → cli.ts → cli → commands → requests → pipeline → { toolchain · program · archive } → host → model
 *                          api ↗    ↘ report ↗              { oracle · target · verdict · … } (pure)  → model
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  circles,
  idleExceptions,
  importsOf,
  readSources,
  violations,
  type Rule,
  type Rules,
} from '../helpers/import-rules.js';

const root = path.join(import.meta.dirname, '..', '..');

const pureReason =
  'judgement is pure, so that it can be tested by the thousand and gives the same answer from a saved file as from a live run';
const effectReason =
  'effects do not know one another: the pipeline hands what one made to the next as data, so that each can be exchanged and tested alone';

const pureParts = [
  'oracle',
  'bugs',
  'target',
  'verdict',
  'bisect',
  'stats',
  'release',
  'matrix',
  'pins',
  'policy',
];

/** What may be asked of a bug, whichever it is. */
const anyBug = 'bugs/bug.ts';
/** Which bugs there are: for those that choose one, or have a name from a report. */
const knownBugs = ['bugs/table.ts', 'bugs/explanation.ts'];
const effectParts = ['toolchain', 'program', 'archive'];

const pure = (parts: readonly string[], more: Partial<Rule> = {}): Rule => ({
  parts: ['model', 'text', ...parts],
  because: pureReason,
  ...more,
});

const rules: Rules = {
  parts: {
    model: {
      parts: ['text'],
      npm: ['zod', 'semver', 'yaml'],
      because:
        'everything rests on the model, so it rests on nothing: no effects, and no knowledge of who uses it',
    },

    text: {
      parts: [],
      npm: ['yaml'],
      because: 'what is done to texts knows nothing of what they are about',
    },

    stats: pure([]),
    oracle: pure(['stats'], { npm: ['zod'] }),
    bugs: pure(['oracle', 'stats'], { npm: ['zod', 'pprof-format'], node: ['crypto', 'zlib'] }),
    // Where a program says which C library it uses is read with the readers of the oracle.
    target: pure(['oracle']),
    verdict: pure([anyBug]),
    bisect: pure(['stats']),
    release: pure([anyBug], { npm: ['semver'] }),
    matrix: pure(['target']),
    pins: pure(['release'], { npm: ['semver', 'yaml', 'diff'] }),
    policy: pure(['pins', 'release', 'verdict'], { npm: ['zod', 'yaml', 'semver'] }),

    host: {
      parts: ['model', 'text'],
      npm: ['env-paths', 'tmp-promise', 'zod'],
      node: [
        'crypto',
        'dns',
        'fs',
        'fs/promises',
        'http',
        'https',
        'net',
        'os',
        'path',
        'stream',
        'timers/promises',
        'tls',
        'url',
        'v8',
      ],
      ambient: ['process', 'clock', 'chance', 'timers'],
      because:
        'the thin effects know nothing of Go toolchains and verdicts, and only they know the libraries behind them',
    },

    toolchain: {
      parts: ['host', 'model', 'text'],
      npm: ['zod'],
      node: ['crypto', 'fs', 'fs/promises', 'os', 'path', 'url', 'zlib'],
      ambient: ['process'],
      because: effectReason,
    },
    program: {
      parts: [
        'host',
        'target',
        'model',
        'text',
        // What was built is described by the readers of the oracle.
        'oracle/binary/bytes.ts',
        'oracle/binary/dwarf/debug-sections.ts',
        'oracle/binary/dwarf/field-offsets.ts',
      ],
      npm: ['zod'],
      node: ['crypto', 'fs/promises', 'path', 'zlib'],
      because:
        'whatever it is given is written, built for its target and run: it knows no bug, no verdict and no other effect',
    },

    archive: {
      parts: ['host', 'model', 'text'],
      node: ['buffer', 'events', 'stream', 'zlib'],
      // setImmediate, to let a stream settle.
      ambient: ['timers'],
      because: effectReason,
    },

    pipeline: {
      parts: [
        ...pureParts.filter((part) => part !== 'bugs'),
        anyBug,
        ...effectParts,
        'host',
        'model',
        'text',
      ],
      npm: ['zod'],
      node: ['crypto', 'path'],
      because:
        'the pipeline joins effects to judgement: files, time and children reach it through host, words through events',
    },

    report: {
      // A page of HTML shows a report's releases among all those of their lines.
      parts: [
        'model',
        'text',
        'stats',
        'verdict',
        'release/catalogue.ts',
        'release/predictions.ts',
        anyBug,
        ...knownBugs,
      ],
      npm: ['chalk', 'zod'],
      node: ['crypto'],
      because:
        'a report is a function from what was found to text, so that a saved report renders as a live one does',
    },

    requests: {
      parts: [
        'pipeline',
        ...pureParts.filter((part) => part !== 'bugs'),
        anyBug,
        ...knownBugs,
        'model',
        'text',
      ],
      because:
        'plain options become one call of the pipeline here, in one way for the command line and for programs: it knows neither',
    },

    api: {
      parts: ['requests', 'report', 'model', 'text'],
      npm: ['zod'],
      because:
        'programs get what the command gets, so the API makes requests and nothing else; it prints nothing and knows no process',
    },

    commands: {
      // Of host, only how a path is shown to people.
      parts: [
        'requests',
        'pipeline',
        'report',
        'toolchain',
        ...pureParts.filter((part) => part !== 'bugs'),
        anyBug,
        ...knownBugs,
        'model',
        'text',
        'host/files/paths.ts',
      ],
      npm: ['@commander-js/extra-typings'],
      because:
        'a command turns options into one call of the pipeline and its report into output; it does nothing itself',
    },

    cli: {
      parts: ['commands', 'host', 'model', 'text'],
      node: [],
      ambient: ['process'],
      because: 'the CLI registers commands, catches once and sets the exit code once',
    },
    'cli.ts': {
      parts: ['cli', 'model', 'text', 'commands/common/terminal.ts'],
      npm: ['@commander-js/extra-typings'],
      ambient: ['process'],
      because: 'the CLI registers commands, catches once and sets the exit code once',
    },
  },

  exceptions: {
    'host/process/': {
      npm: ['execa'],
      node: ['child_process'],
      because:
        'the one place that starts children: file descriptors, process group and deadline are in one hand',
    },
    'report/saved/write.ts': {
      node: ['fs', 'fs/promises', 'path'],
      because: 'the one place that writes reports',
    },
    'report/saved/parse-report.ts': {
      node: ['fs/promises'],
      because: 'the one place that reads reports',
    },
    'requests/open-session.ts': {
      parts: ['host'],
      because: 'where the real environment and clock are handed to everything else',
    },
    'api/answer.ts': {
      parts: ['host/environment.ts', 'host/secrets.ts'],
      because: "takes the user's secrets out of a report, as the command does when it writes one",
    },
    'commands/common/session.ts': {
      parts: ['host'],
      node: ['events', 'fs'],
      because: 'where progress and the event file get the clock and the standard error',
    },
    'commands/common/terminal.ts': {
      parts: ['host/environment.ts', 'host/secrets.ts'],
      ambient: ['process'],
      because:
        'the one place where commands get at the process: its streams and its environment, whose secrets it keeps',
    },
    'commands/common/standard-streams.ts': {
      node: ['stream', 'stream/consumers'],
      because: 'reads all of standard input, a list of subjects',
    },
    'cli/interrupt.ts': {
      node: ['events'],
      because:
        'the one signal of the program has as many listeners as there is work, which Node takes for a leak',
    },
    'cli/complaints.ts': {
      npm: ['@commander-js/extra-typings'],
      because: 'where the complaints of commander are said in the words of this tool',
    },
    'commands/version/': {
      parts: ['host/tool.ts', 'host/system.ts'],
      because: 'says which version of the package runs on which Node and platform',
    },
    'commands/common/root.ts': {
      parts: ['host/tool.ts'],
      because: '--version tells the version of the package',
    },
  },
};

/** Whether a file imports something out of the folder of one bug. */
const isOfBug = (file: string, specifier: string): boolean =>
  /^bugs\/[^/]+\//.test(path.posix.join(path.posix.dirname(file), specifier));

describe('the source', () => {
  const files = readSources(path.join(root, 'src'));

  it('keeps to the layers', () => {
    expect(files.size).toBeGreaterThan(100);
    expect(violations(files, rules)).toStrictEqual([]);
  });

  it('is drawn as it is: the diagram of the layers has every part', () => {
    const document = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
    const drawn = new Set(/```text\n(.*?)```/s.exec(document)?.[1]?.match(/\w+/g));
    const parts = Object.keys(rules.parts).filter((part) => part !== 'cli.ts');
    expect(parts.filter((part) => !drawn.has(part))).toStrictEqual([]);
  });

  it('knows its bugs in one place: nothing but the table imports one', () => {
    const importing = [...files].filter(
      ([file, text]) =>
        !/^bugs\/[\w-]+\//.test(file) &&
        importsOf(text).some((specifier) => specifier.startsWith('.') && isOfBug(file, specifier)),
    );
    expect(importing.map(([file]) => file)).toStrictEqual(['bugs/table.ts']);
  });

  it('names a bug, its mechanism and its program in its own folder and the table only', () => {
    const naming = [...files].filter(([, text]) =>
      /isExtraInC|cgocallbackg|72870|nested-callbacks/.test(text),
    );
    const elsewhere = naming.filter(
      ([file]) => !file.startsWith('bugs/go72870/') && file !== 'bugs/table.ts',
    );
    expect(elsewhere.map(([file]) => file)).toStrictEqual([]);
    expect(naming.length).toBeGreaterThan(5);
  });

  it('has no file that reaches itself through others, not even by a type', () => {
    expect(circles(files)).toStrictEqual([]);
  });

  it('has no folder that one cannot take in at a glance', () => {
    const sizes = new Map<string, number>();
    for (const file of files.keys()) {
      const folder = path.posix.dirname(file);
      sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
    }
    const crowded = [...sizes].filter(([folder, count]) => count > 16 && folder !== 'model');
    expect(crowded).toStrictEqual([]);
  });

  it('has no exception that is not needed', () => {
    expect(idleExceptions(files, rules)).toStrictEqual([]);
  });

  it('is started by a bin that only sets up and hands over', () => {
    const bin = readFileSync(path.join(root, 'bin/cgoprof-repro.js'), 'utf8');
    const loaded = [...bin.matchAll(/\b(?:require|import)\(('.*?')\)/g)].map(([, what]) => what);
    expect(loaded).toStrictEqual([
      "'./check-node.js'",
      "'node:fs'",
      "'node:module'",
      "'node:path'",
      "'../scripts/setup.js'",
    ]);
  });
});

describe('the rules', () => {
  it('form layers: no part can reach itself through others', () => {
    const reaches = (from: string, path: readonly string[]): string[] =>
      (rules.parts[from]?.parts ?? []).flatMap((to) =>
        path.includes(to) ? [[...path, to].join(' → ')] : reaches(to, [...path, to]),
      );
    expect(Object.keys(rules.parts).flatMap((part) => reaches(part, [part]))).toStrictEqual([]);
  });

  it('let no judgement reach an effect', () => {
    for (const part of [...pureParts, 'model']) {
      const rule = rules.parts[part];
      expect(rule?.ambient ?? [], part).toStrictEqual([]);
      expect(rule?.node?.filter((name) => !['crypto', 'zlib'].includes(name)) ?? [], part).toStrictEqual([]);
      expect(
        rule?.parts.filter((name) => ![...pureParts, 'model', 'text'].includes(name.split('/')[0] ?? '')),
        part,
      ).toStrictEqual([]);
    }
  });

  it.each(effectParts)('keep %s from the other effects', (part) => {
    const effects = rules.parts[part]?.parts.filter((name) => !pureParts.includes(name.split('/')[0] ?? ''));
    expect(effects).toStrictEqual(['host', 'model', 'text']);
  });

  it.each([
    ['chalk', ['report']],
    ['execa', ['host/process/']],
    ['env-paths', ['host']],
  ])('give the package %s to %j only', (name, owners) => {
    expect(allowedTo((rule) => rule.npm?.includes(name))).toStrictEqual(owners);
  });

  it('let one folder start children', () => {
    expect(allowedTo((rule) => rule.node?.includes('child_process'))).toStrictEqual(['host/process/']);
  });
});

/** Names of the parts and exceptions with such a rule. */
function allowedTo(what: (rule: Partial<Rule>) => boolean | undefined): string[] {
  return Object.entries({ ...rules.parts, ...rules.exceptions }).flatMap(([name, rule]) =>
    what(rule) === true ? [name] : [],
  );
}

describe('a planted violation is found', () => {
  it.each([
    ['oracle/a.ts', "import { readFileSync } from 'node:fs';"],
    ['verdict/a.ts', "import {\n  type Toolchain,\n  locate,\n} from '../toolchain/locate.js';"],
    ['bisect/a.ts', "import type { Session } from '../commands/session.js';"],
    ['stats/a.ts', "export { judgeEvidence } from '../verdict/judge-evidence.js';"],
    ['stats/a.ts', "export * from '../verdict/judge-evidence.js';"],
    ['policy/a.ts', "import 'node:child_process';"],
    ['release/a.ts', "const later = (): Promise<unknown> => import('../host/http.js');"],
    ['release/a.ts', "type Http = import('../host/http.js').Http;"],
    ['release/a.ts', 'const later = (name: string): Promise<unknown> => import(name);'],
    ['matrix/a.ts', 'const shard = Math.random();'],
    ['matrix/a.ts', 'export const startedAt = Date.now(); // now'],
    ['matrix/a.ts', 'export const startedAt = new Date();'],
    ['pins/a.ts', "const ci = process.env['CI'];"],
    ['model/a.ts', 'export const host = process.platform;'],
    ['model/a.ts', "import semver from 'semver';\nimport path from 'node:path';"],
    ['oracle/deep/er/a.ts', "import { runCommand } from '../../../host/process/run-command.js';"],
    ['build/a.ts', "import { loadFixture } from '../program/load-fixture.js';"],
    ['build/a.ts', "import { execa } from 'execa';"],
    ['host/a.ts', "const { execa } = await import('execa');"],
    ['host/a.ts', "import { spawn } from 'node:child_process';"],
    ['toolchain/a.ts', "import { spawn } from 'node:child_process';"],
    ['program/a.ts', "import type { Toolchain } from '../toolchain/find/locate.js';"],
    ['program/a.ts', "import { judgeEvidence } from '../verdict/judge-evidence.js';"],
    ['program/a.ts', "import type { Bug } from '../bugs/bug.js';"],
    ['program/a.ts', "import { readElf } from '../oracle/binary/container/elf.js';"],
    ['target/a.ts', "import { runCommand } from '../host/process/run-command.js';"],
    ['target/a.ts', "import { buildProgram } from '../program/build-program.js';"],
    ['target/a.ts', "const cc = process.env['CC'];"],
    ['host/a.ts', "import type { Cell } from '../pipeline/cell-context.js';"],
    ['pipeline/a.ts', "import chalk from 'chalk';"],
    ['pipeline/a.ts', "import { textReporter } from '../report/text.js';"],
    ['pipeline/a.ts', "import { spawn } from 'node:child_process';"],
    ['report/a.ts', "import { writeFile } from 'node:fs/promises';"],
    ['report/a.ts', "import { currentEnvironment } from '../host/environment.js';"],
    ['commands/a.ts', "import { runChild } from '../host/process/run-child.js';"],
    ['commands/a.ts', "import { currentEnvironment } from '../host/environment.js';"],
    ['requests/a.ts', "import { currentEnvironment } from '../host/environment.js';"],
    ['requests/a.ts', "import { reportWith } from '../commands/common/report-with.js';"],
    ['api/a.ts', "import { runSubjects } from '../pipeline/examine/run-subjects.js';"],
    ['api/a.ts', "import { reportWith } from '../commands/common/report-with.js';"],
    ['api/a.ts', 'process.exitCode = 1;'],
    ['cli.ts', "import { runSubjects } from './pipeline/run-subjects.js';"],
    ['cli/a.ts', "import { runSubjects } from '../pipeline/run-subjects.js';"],
    ['stats/a.ts', "import manifest from '../../package.json' with { type: 'json' };"],
    ['helpers/a.ts', 'export const nothing = null;'],
    ['a.ts', 'export const nothing = null;'],
    ['pipeline/a.ts', "const answer = await fetch('https://go.dev/dl/');"],
    ['pipeline/a.ts', 'const prefetch = () => 1;\nexport const answer = fetch(address);'],
    ['stats/a.ts', "const fs = require('fs');"],
    ['stats/a.ts', "const { random } = globalThis['Math'];"],
  ])('%s: %s', (file, text) => {
    expect(violations(new Map([[file, text]]), rules)).toHaveLength(1);
  });

  it.each([
    [
      'oracle/probes/a.ts',
      "import { intervalFor } from '../../stats/proportion.js';\nimport { z } from 'zod';",
    ],
    ['oracle/a.ts', "// process.exit() and Math.random() are not for here\nconst word = 'process.env';"],
    ['oracle/a.ts', "/**\n * Date.now() is not for here: import { x } from 'node:fs';\n */"],
    ['verdict/a.ts', "import { mergeCells } from './merge-cells.js';\nconst at = new Date(0);"],
    ['pipeline/a.ts', "const fetch = (release: string) => get(release);\nvoid fetch('go1.23.0');"],
    ['pipeline/a.ts', "function fetch(release: string) {}\nvoid fetch('go1.23.0');"],
    ['pipeline/a.ts', "void source.fetch('go1.23.0');"],
    ['commands/common/session.ts', "import { systemClock } from '../host/clock.js';"],
    ['commands/a.ts', "import { shortenHome } from '../host/files/paths.js';"],
    [
      'host/process/a.ts',
      "import { spawn } from 'node:child_process';\nconst { execa } = await import('execa');",
    ],
    ['cli.ts', "import { buildInterface } from './cli/interface.js';"],
    ['program/a.ts', "import { goFlags } from '../target/build-settings.js';"],
  ])('and nothing is found in %s: %s', (file, text) => {
    expect(violations(new Map([[file, text]]), rules)).toStrictEqual([]);
  });
});
