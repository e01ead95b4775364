/** The same members get the same verdicts, wherever they lie. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affectedProgram, cellOf, fixedProgram, gate } from '../helpers/gate-subjects.js';
import { makeAr, makeTar, makeZip, type ArchivedFile } from '../helpers/make-archives.js';
import { affectedTail, cgocallSource, fixedTail, runtime2Source } from '../helpers/runtime-source.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gate-containers-'));
const here = { cwd: folder };
const write = (name: string, content: Uint8Array): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Uint8Array): ArchivedFile => ({
  name,
  content: typeof content === 'string' ? Buffer.from(content, 'latin1') : content,
});
const goroot = (root: string, version: string, source: string): ArchivedFile[] => [
  file(`${root}/VERSION`, version),
  file(`${root}/src/go.mod`, 'module std\n\ngo 1.23.0\n'),
  file(`${root}/src/runtime/cgocall.go`, source),
  file(`${root}/src/runtime/runtime2.go`, runtime2Source()),
  file(`${root}/src/debug/elf/testdata/app`, affectedProgram),
  file(`${root}/pkg/tool/linux_amd64/compile`, affectedProgram),
];
/** Begins as no format does. */
const noise = Buffer.from(Array.from({ length: 9000 }, (_, index) => (index * 167 + (index >> 7)) & 0xff));

const members: readonly ArchivedFile[] = [
  file('bin/app', affectedProgram),
  file('bin/good', fixedProgram),
  file('lib/aix', `\x01\xf7\0\x07${'\0'.repeat(4096)}`),
  file('share/notes', 'a text'),
  file('share/noise', noise),
  file('share/image', Buffer.concat([Buffer.from('GIF89a'), noise, Buffer.from(';')])),
  file('share/strange', Buffer.concat([noise, affectedProgram])),
  file('share/inner.tar', makeTar([file('app', affectedProgram)])),
  file('share/cut.gz', gzipSync(noise).subarray(0, -20)),
  ...goroot('usr/local/go', 'go1.23.7\n', cgocallSource({ tail: affectedTail })),
  ...goroot('opt/go', 'go1.23.8\n', cgocallSource({ tail: fixedTail })),
];

const expected = {
  'bin/app': 'affected',
  'bin/good': 'fixed',
  'lib/aix': 'inconclusive',
  'share/strange': 'inconclusive',
  'share/inner.tar!app': 'affected',
  'share/cut.gz': 'inconclusive',
  'usr/local/go': 'affected',
  'opt/go': 'fixed',
};

const packedBy = (command: string, content: Uint8Array): Buffer =>
  execFileSync(command, ['-c'], { input: content, maxBuffer: 2 ** 28 });
const hasCommand = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(path.delimiter).some((place) => existsSync(path.join(place, name)));
const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** As `docker save` writes it, each half of the members a layer. */
function dockerImage(layers: readonly Buffer[]): Buffer {
  const names = layers.map((layer) => `${sha256(layer)}/layer.tar`);
  return makeTar([
    ...layers.map((layer, index) => file(names[index] ?? '', layer)),
    file('c.json', '{}'),
    file('manifest.json', JSON.stringify([{ Config: 'c.json', RepoTags: ['x:1'], Layers: names }])),
  ]);
}

function ociLayout(layers: readonly Buffer[]): ArchivedFile[] {
  const blob = (content: Uint8Array): ArchivedFile => file(`blobs/sha256/${sha256(content)}`, content);
  const described = (content: Uint8Array) => ({ digest: `sha256:${sha256(content)}`, size: content.length });
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, layers: layers.map(described) }));
  return [
    file('oci-layout', '{"imageLayoutVersion": "1.0.0"}'),
    ...[...layers, manifest].map(blob),
    file('index.json', JSON.stringify({ schemaVersion: 2, manifests: [described(manifest)] })),
  ];
}

const tar = makeTar(members);
const halves = [makeTar(members.slice(0, 6)), makeTar(members.slice(6))];
const containers: Readonly<Record<string, () => Uint8Array>> = {
  'plain.tar': () => tar,
  'packed.tar.gz': () => gzipSync(tar),
  'plain.zip': () => makeZip(members),
  'stored.zip': () => makeZip(members.map((member) => ({ ...member, stored: true }))),
  'with-newline.zip': () => Buffer.concat([makeZip(members), Buffer.from('\n')]),
  'behind-script.zip': () => Buffer.concat([Buffer.from('#!/bin/sh\nexec unzip "$0"\n'), makeZip(members)]),
  'a.whl': () => makeZip([...members, file('a-1.dist-info/WHEEL', 'Wheel-Version: 1.0')]),
  'a.jar': () => makeZip([file('META-INF/MANIFEST.MF', 'Manifest-Version: 1.0'), ...members]),
  'a.deb': () =>
    makeAr([
      file('debian-binary', '2.0\n'),
      file('control.tar.gz', gzipSync(makeTar([file('./control', 'Package: a')]))),
      file('data.tar.gz', gzipSync(makeTar(members.map(({ name, content }) => file(`./${name}`, content))))),
    ]),
  'nested.tgz': () => gzipSync(makeTar([file('a/b.zip', makeZip([file('c.tar.gz', gzipSync(tar))]))])),
  'docker.tar': () => dockerImage(halves),
  'oci.tar': () => makeTar(ociLayout(halves.map((layer) => gzipSync(layer)))),
  ...Object.fromEntries(
    ['bzip2', 'xz', 'zstd']
      .filter(hasCommand)
      .map((command) => [`packed.${command}`, () => packedBy(command, tar)] as const),
  ),
};

/** Verdicts by the member that a subject names at its end. */
function verdictsOf(cells: readonly { subject: string; verdict: string }[]): Record<string, string> {
  return Object.fromEntries(
    cells.map(({ subject, verdict }) => {
      const member = Object.keys(expected).find((name) => new RegExp(`(^|[!/])${name}$`).test(subject));
      return [member ?? subject, verdict];
    }),
  );
}

describe('the same members', () => {
  beforeAll(() => {
    for (const { name, content } of members) write(`folder/${name}`, content);
    for (const { name, content } of ociLayout(halves)) write(`layout/${name}`, content);
    for (const [name, content] of Object.entries(containers)) write(name, content());
  });

  it('alone', async () => {
    // A file within an archive cannot be named alone, and a toolchain without its go command is a folder.
    const alone = ['bin/app', 'bin/good', 'lib/aix', 'share/strange', 'share/inner.tar', 'share/cut.gz'];
    const { cells } = await gate(
      alone.map((name) => `folder/${name}`),
      here,
    );
    for (const { subject, verdict } of cells)
      expect(expected, subject).toHaveProperty([subject.replace('folder/', '')], verdict);
    expect(cells).toHaveLength(alone.length);
    for (const name of ['share/noise', 'share/image', 'share/notes'])
      expect((await gate([`folder/${name}`], here)).exitCode).toBe(4);
  });

  it.each(['folder', 'layout'])('in the folder %s', async (name) => {
    const { cells, exitCode } = await gate(['-r', name], here);
    expect(verdictsOf(cells)).toStrictEqual(expected);
    expect(exitCode).toBe(3);
  });

  it.each(Object.keys(containers))('in %s', async (name) => {
    const { cells, exitCode } = await gate([name], here);
    expect(verdictsOf(cells)).toStrictEqual(expected);
    expect(exitCode).toBe(3);
  });
});

describe('images', () => {
  const layerOf = (...files: readonly ArchivedFile[]): Buffer => makeTar(files);
  const app = file('app/tool', affectedProgram);

  it.each([
    ['whiteout', layerOf(file('app/.wh.tool', ''), file('app/tool2', fixedProgram))],
    ['opaque', layerOf(file('app/.wh..wh..opq', ''), file('app/tool2', fixedProgram))],
    ['replaced', layerOf(file('app/tool', fixedProgram))],
  ])('do not fail for what only a lower layer holds: %s', async (name, upper) => {
    write(`${name}.tar`, dockerImage([layerOf(app), upper]));
    const { cells, exitCode } = await gate([`${name}.tar`], here);
    expect(cells.map(({ verdict, aside }) => [verdict, aside === undefined])).toStrictEqual([
      ['affected', false],
      ['fixed', true],
    ]);
    expect(exitCode).toBe(0);
  });

  it('fail for what is left of a lower layer', async () => {
    write('left.tar', dockerImage([layerOf(app), layerOf(file('app/tool2', fixedProgram))]));
    expect((await gate(['left.tar'], here)).exitCode).toBe(3);
  });

  it('are judged by the toolchain that results', async () => {
    const affected = goroot('go', 'go1.23.7', cgocallSource({ tail: affectedTail }));
    const mended = file('go/src/runtime/cgocall.go', cgocallSource({ tail: fixedTail }));
    write('mended.tar', dockerImage([layerOf(...affected), layerOf(mended)]));
    const { cells, exitCode } = await gate(['mended.tar'], here);
    expect(cells.map(({ verdict }) => verdict)).toStrictEqual(['fixed']);
    expect(exitCode).toBe(0);
  });

  it('that hold nothing compiled are an answer', async () => {
    write('texts.tar', dockerImage([layerOf(file('etc/passwd', 'root'))]));
    const { cells, exitCode } = await gate(['texts.tar'], here);
    expect(cellOf(cells, 'texts.tar').reason).toBe(
      'It is an image that was understood whole, and holds nothing compiled.',
    );
    expect(exitCode).toBe(0);
  });
});

describe('nothing to judge', () => {
  it.each([
    ['pictures.tar', makeTar([file('a.gif', 'GIF89a;'), file('b', noise)])],
    ['log.gz', gzipSync('a log')],
    ['log', Buffer.from('a log')],
  ])('is no pass: %s', async (name, content) => {
    write(name, content);
    const { cells, exitCode } = await gate([name], here);
    expect(cells).toMatchObject([{ verdict: 'inconclusive', finding: 'nothing-found' }]);
    expect(exitCode).toBe(4);
  });

  it('is an answer in a package that was understood whole', async () => {
    write('pure.whl', makeZip([file('a.py', 'pass'), file('a-1.dist-info/WHEEL', 'Wheel-Version: 1.0')]));
    write('pure.tgz', gzipSync(makeTar([file('package/package.json', '{}')])));
    const { cells, exitCode } = await gate(['pure.whl', 'pure.tgz'], here);
    expect(cells.map(({ verdict }) => verdict)).toStrictEqual(['not-applicable', 'not-applicable']);
    expect(cellOf(cells, 'pure.whl').reason).toContain('a wheel that was understood whole');
    expect(exitCode).toBe(0);
  });
});

describe('sources', () => {
  it('of a repository in an archive have their pins read', async () => {
    const sources = [
      file('thing-1.0/go.mod', 'module x\n\ngo 1.23.7\n'),
      file('thing-1.0/main.go', 'package main\n'),
    ];
    write('thing-1.0.tar.gz', gzipSync(makeTar(sources)));
    const { cells, exitCode } = await gate(['thing-1.0.tar.gz'], here);
    expect(cells).toMatchObject([
      { verdict: 'affected', location: { file: 'thing-1.0.tar.gz!thing-1.0/go.mod', line: 3 } },
    ]);
    expect(exitCode).toBe(3);
  });
});

describe('unknown data', () => {
  it('is counted and named, and undecided where the policy says so', async () => {
    write('models/model.bin', noise);
    write('models/app', fixedProgram);
    const { report, exitCode } = await gate(['-r', 'models'], here);
    expect(report.passedOver).toStrictEqual([{ kind: 'unknown', count: 1, examples: ['models/model.bin'] }]);
    expect(exitCode).toBe(0);
    write('strict.yml', Buffer.from('version: 1\nunknown-data: undecided\n'));
    const strict = await gate(['-r', 'models', '--policy', 'strict.yml'], here);
    expect(cellOf(strict.cells, 'models/model.bin').finding).toBe('not-understood');
    expect(strict.exitCode).toBe(4);
  });
});

describe('many files that cannot be looked into', () => {
  const cut = gzipSync(noise).subarray(0, -20);
  const many = (folder: string): ArchivedFile[] =>
    Array.from({ length: 120 }, (_, index) => file(`${folder}/${index}.gz`, cut));

  it('are named up to a number, and then counted', async () => {
    write('many.tar', makeTar(many('a')));
    const { cells, exitCode } = await gate(['many.tar'], here);
    expect(cells).toHaveLength(101);
    expect(cellOf(cells, 'many.tar').reason).toContain('120 of its files');
    expect(exitCode).toBe(4);
  });

  it('are no findings among the test data of a toolchain', async () => {
    const sources = goroot('go', 'go1.23.8', cgocallSource({ tail: fixedTail }));
    write('go.tar', makeTar([...sources, ...many('go/src/compress/testdata')]));
    const { cells, exitCode } = await gate(['go.tar'], here);
    expect(cells.map(({ verdict }) => verdict)).toStrictEqual(['fixed']);
    expect(exitCode).toBe(0);
  });
});
