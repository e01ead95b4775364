/**
 * Puts a file into archives of every form, among others, with numbers that lie and damage around it; always so that some
 * common tool still takes it out: unzip, Python, bsdtar, tar, ar, cpio, or the command of a codec.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { fixedProgram } from './gate-subjects.js';
import { lyingZip, storedPart, type ZipForm, type ZipPart } from './lying-zip.js';
import {
  makeAr,
  makeAsar,
  makeCpio,
  makeRpm,
  makeTar,
  paxRecord,
  type ArchivedFile,
} from './make-archives.js';
import type { Random } from './random.js';

export interface Planted {
  readonly bytes: Buffer;
  /** How it was made, innermost first. */
  readonly steps: readonly string[];
}

type Wrapper = (inner: Buffer, random: Random) => readonly [Buffer, string];

/** In at most `depth` archives, and at least in one. */
export function plant(file: Buffer, depth: number, random: Random): Planted {
  let bytes = file;
  const steps: string[] = [];
  const levels = 1 + random.below(depth);
  for (let level = 0; level < levels; level += 1) {
    const [wrapped, step] = random.pick(wrappers)(bytes, random);
    steps.push(step);
    bytes = wrapped;
    if (!random.oneIn(3)) continue;
    const [packed, codec] = random.pick(codecs)(bytes, random);
    steps.push(codec);
    bytes = packed;
  }
  return { bytes, steps };
}

const names = [
  'lib.so',
  'a/b/lib.so',
  'lib.so.1',
  'x',
  'data.bin',
  'p/__init__.py',
  'dir/',
  '../up',
  'ü',
  'a b',
];

function neighbour(random: Random): ArchivedFile {
  const name = random.pick(['README', 'p/a.py', 'b.bin', 'empty', 'other.so', 'z.zip', 'long'.repeat(30)]);
  const content = random.pick([
    () => Buffer.from('text of a file\n'.repeat(random.below(40))),
    () => random.bytes(random.below(700)),
    () => Buffer.alloc(0),
    () => Buffer.alloc(random.below(3000)),
    () => fixedProgram,
    () => lyingZip([{ name: 'inner', content: Buffer.from('text') }]),
    () => gzipSync('text'),
  ])();
  return { name, content };
}

/** `file` somewhere among others. */
function among<T>(file: T, other: () => T, random: Random): { readonly files: T[]; readonly at: number } {
  const files = Array.from({ length: random.below(4) }, other);
  const at = random.below(files.length + 1);
  files.splice(at, 0, file);
  return { files, at };
}

const junk = (random: Random): Buffer =>
  random.pick([
    () => Buffer.from('\n'),
    () => Buffer.alloc(1 + random.below(2000)),
    () => random.bytes(1 + random.below(200)),
    () => Buffer.from('some text\n'.repeat(1 + random.below(100))),
    () => lyingZip([{ name: 'decoy', content: Buffer.from('text') }]),
    () => makeTar([{ name: 'decoy', content: Buffer.from('text') }]),
    () => Buffer.from('PK\x05\x06'),
    () => fixedProgram,
  ])();

/** Flips and sets bytes outside of what is to stay; `keep` is found again by its content. */
function damaged(bytes: Buffer, keep: readonly Uint8Array[], random: Random): readonly [Buffer, string] {
  if (!random.oneIn(4)) return [bytes, ''];
  const ranges = keep.map((part) => ({ start: bytes.indexOf(part), size: part.length }));
  const copy = Buffer.from(bytes);
  const changes: string[] = [];
  for (let change = 0; change <= random.below(6); change += 1) {
    const at = random.below(copy.length);
    if (ranges.some(({ start, size }) => start === -1 || (at >= start && at < start + size))) continue;
    copy[at] = random.oneIn(2) ? random.below(256) : random.pick([0, 0xff, (copy[at] ?? 0) ^ 1]);
    changes.push(`${at}=${copy[at] ?? 0}`);
  }
  return [copy, changes.length === 0 ? '' : ` damaged ${changes.join(' ')}`];
}

const hasPacker = (name: (typeof packers)[number]): boolean => packers.includes(name);

/** What tells tools about the file in a zip that stays whole when all else is lost: its own header and its content. */
function zip(inner: Buffer, random: Random): readonly [Buffer, string] {
  const packed = random.pick([
    { method: 0, bytes: inner },
    { method: 8, bytes: deflateRawSync(inner) },
    { method: 8, bytes: deflateRawSync(inner, { level: 0 }) },
    ...(random.oneIn(8) && hasPacker('zstd')
      ? [{ method: 93, bytes: command('zstd', ['-q', '-c'], inner) }]
      : []),
    ...(random.oneIn(8) && hasPacker('bzip2')
      ? [{ method: 12, bytes: command('bzip2', ['-c'], inner) }]
      : []),
    ...(random.oneIn(8) && hasPacker('xz') ? [{ method: 95, bytes: command('xz', ['-c'], inner) }] : []),
  ]);
  const name = random.pick(names);
  const lie = random.pick(Object.keys(zipLies));
  const { part, form } = zipLies[lie]?.({ name, content: inner, packed }, random) ?? {
    part: { name, content: inner, packed },
    form: {},
  };
  const { files } = among<ZipPart>(part, () => zipNeighbour(random), random);
  const bytes = lyingZip(files, form);
  const [result, damage] = damaged(bytes, [localPartOf(bytes, packed.bytes)], random);
  return [result, `zip(${files.length} files, method ${packed.method}, ${lie}${damage})`];
}

function zipNeighbour(random: Random): ZipPart {
  const { name, content } = neighbour(random);
  return random.oneIn(2)
    ? storedPart(name, content)
    : {
        name,
        content,
        ...(random.oneIn(3) ? { descriptor: random.pick(['signed', 'unsigned', 'long'] as const) } : {}),
      };
}

/** From the last header before the content to its end, with what may follow about its sizes. */
function localPartOf(zipped: Buffer, packed: Uint8Array): Buffer {
  const at = zipped.indexOf(packed);
  const header = zipped.lastIndexOf('PK\x03\x04', at - 30);
  return zipped.subarray(Math.max(0, header), at + packed.length + 24);
}

type Packed = ZipPart & { readonly packed: NonNullable<ZipPart['packed']> };
type ZipLie = (part: Packed, random: Random) => { readonly part: ZipPart; readonly form: ZipForm };

const inForm =
  (form: (random: Random) => ZipForm): ZipLie =>
  (part, random) => ({ part, form: form(random) });
const asPart =
  (more: (part: Packed, random: Random) => Partial<ZipPart>): ZipLie =>
  (part, random) => ({
    part: { ...part, ...more(part, random) },
    form: {},
  });
const number = (random: Random): number =>
  random.pick([0, 1, 7, 0xffff, 0x7fffffff, 0xffffffff, random.below(5000)]);

/** Each leaves one of the ways in which tools find a file. */
const zipLies: Readonly<Record<string, ZipLie>> = {
  sound: inForm(() => ({})),
  count: inForm((random) => ({ end: { count: random.below(0xffff) } })),
  'no count': inForm(() => ({ end: { count: 0 } })),
  // Python counts back from the end, unzip from the start.
  'directory offset': inForm((random) => ({ end: { offset: number(random) } })),
  'directory size': inForm((random) => ({ end: { size: number(random) } })),
  'nothing of the end': inForm((random) => ({
    end: { count: 0, size: number(random), offset: number(random) },
  })),
  before: inForm((random) => ({ before: junk(random), countsBefore: random.oneIn(2) })),
  behind: inForm((random) => ({ behind: junk(random) })),
  comment: inForm((random) => ({ comment: junk(random) })),
  'comment size': inForm((random) => ({
    comment: junk(random),
    end: { commentBytes: random.below(0xffff) },
  })),
  gaps: inForm((random) => ({ beforeDirectory: junk(random), beforeEnd: Buffer.alloc(random.below(50)) })),
  zip64: inForm((random) => ({ zip64: true, ...(random.oneIn(2) ? { before: junk(random) } : {}) })),
  'a second end': inForm(() => ({ behind: lyingZip([{ name: 'decoy', content: Buffer.from('text') }]) })),
  'a second end in the comment': inForm(() => ({
    comment: lyingZip([{ name: 'decoy', content: Buffer.from('text') }]),
  })),
  'an empty end': inForm(() => ({ behind: lyingZip([]) })),
  // Readers that go from file to file, as bsdtar and jar do with a pipe.
  unlisted: asPart(() => ({ unlisted: true })),
  'unlisted with a descriptor': asPart((_, random) => ({
    unlisted: true,
    descriptor: random.pick(['signed', 'long'] as const),
  })),
  descriptor: asPart((_, random) => ({ descriptor: random.pick(['signed', 'unsigned', 'long'] as const) })),
  'descriptor size': asPart((_, random) => ({ descriptor: 'signed', descriptorBytes: number(random) })),
  'local name': asPart((_, random) => ({ local: { name: random.pick(names) } })),
  'listed name': asPart((_, random) => ({ listed: { name: random.pick(names) } })),
  // Python and Go take these from the directory.
  'local sizes': asPart((_, random) => ({ local: { packedBytes: number(random), bytes: number(random) } })),
  'local method': asPart((_, random) => ({ local: { method: random.pick([0, 8, 9, 14, 99]) } })),
  'local flags': asPart((_, random) => ({ local: { flags: random.pick([1, 8, 9, 0x2000, 0x800]) } })),
  // And those that go from file to file do not.
  'listed sizes': asPart((_, random) => ({ listed: { packedBytes: number(random), bytes: number(random) } })),
  'listed method': asPart((_, random) => ({ listed: { method: random.pick([0, 8, 9, 14, 99]) } })),
  'listed flags': asPart((_, random) => ({ listed: { flags: random.pick([1, 8, 9, 0x2000, 0x800]) } })),
  'listed offset': asPart((_, random) => ({ listed: { offset: number(random) } })),
  checksum: asPart((_, random) => ({ listed: { crc32: number(random) }, local: { crc32: number(random) } })),
  extra: asPart((_, random) => ({ local: { extra: random.bytes(random.below(60)) } })),
  'a gap before it': asPart((_, random) => ({ gap: junk(random) })),
};

function tar(inner: Buffer, random: Random): readonly [Buffer, string] {
  const name = random.pick(names);
  const type = random.pick(['0', '0', '\0', '7', 'Z', '1', '2', '5', 'D', 'V', 'M', 'N']);
  const file: ArchivedFile = { name: name.replace(/\/$/, ''), content: inner, type };
  const { files } = among<ArchivedFile>(file, () => tarNeighbour(random), random);
  const pax = random.oneIn(4)
    ? [
        {
          name: 'pax',
          type: random.pick(['x', 'g', 'X']),
          content: paxRecord('comment', 'x'.repeat(random.below(700))),
        },
      ]
    : [];
  const whole = makeTar([...pax, ...files]);
  const form = random.pick(Object.keys(tarForms));
  const bytes = tarForms[form]?.(whole, random) ?? whole;
  const at = bytes.indexOf(inner);
  const [result, damage] = damaged(bytes, [bytes.subarray(Math.max(0, at - 512), at + inner.length)], random);
  return [result, `tar(${files.length + pax.length} files, type ${JSON.stringify(type)}, ${form}${damage})`];
}

function tarNeighbour(random: Random): ArchivedFile {
  const type = random.pick(['0', '0', '0', '1', '2', '5', 'x', 'L', 'K', 'S']);
  return { ...neighbour(random), type, target: 'elsewhere' };
}

const tarForms: Readonly<Record<string, (whole: Buffer, random: Random) => Buffer>> = {
  sound: (whole) => whole,
  'without an end': (whole) => whole.subarray(0, -1024),
  'filled up': (whole) => Buffer.concat([whole, Buffer.alloc(10240)]),
  // tar -i, and Python's ignore_zeros.
  'behind an empty one': (whole, random) =>
    Buffer.concat([Buffer.alloc(512 * (1 + random.below(40))), whole]),
  'behind another': (whole, random) => Buffer.concat([makeTar([neighbour(random)]), whole]),
  'before something': (whole, random) => Buffer.concat([whole, junk(random)]),
  'cut off': (whole, random) => whole.subarray(0, whole.length - 1024 - random.below(20)),
};

function ar(inner: Buffer, random: Random): readonly [Buffer, string] {
  const { files } = among<ArchivedFile>(
    { name: random.pick(['lib.so/', 'x', 'data.bin', '#1/4']), content: inner },
    () => ({ ...neighbour(random), name: random.pick(['a/', 'b.txt', 'c']) }),
    random,
  );
  const named = files.map((file) =>
    file.name === '#1/4' ? { ...file, content: Buffer.concat([Buffer.from('name'), file.content]) } : file,
  );
  const bytes = Buffer.concat([makeAr(named), random.oneIn(4) ? junk(random) : Buffer.alloc(0)]);
  const at = bytes.indexOf(inner);
  const [result, damage] = damaged(bytes, [bytes.subarray(Math.max(0, at - 64), at + inner.length)], random);
  return [result, `ar(${files.length} files${damage})`];
}

function deb(inner: Buffer, random: Random): readonly [Buffer, string] {
  const [data, codec] = random.pick(codecs)(makeTar([{ name: './usr/lib/lib.so', content: inner }]), random);
  const control = {
    name: 'control.tar.gz',
    content: gzipSync(makeTar([{ name: './control', content: Buffer.from('Package: x\n') }])),
  };
  const bytes = makeAr([
    { name: 'debian-binary', content: Buffer.from('2.0\n') },
    ...(random.oneIn(3) ? [{ name: '_extra', content: Buffer.from('text') }] : []),
    ...(random.oneIn(2)
      ? [control, { name: 'data.tar.xz', content: data }]
      : [{ name: 'data.tar', content: data }, control]),
  ]);
  return [bytes, `deb(${codec})`];
}

function cpio(inner: Buffer, random: Random): readonly [Buffer, string] {
  const { files } = among<ArchivedFile>({ name: 'lib.so', content: inner }, () => neighbour(random), random);
  const kind = random.pick(['newc', 'odc', 'binary'] as const);
  const bytes = makeCpio(kind, files);
  return [
    random.oneIn(3) ? Buffer.concat([bytes, Buffer.alloc(512 * random.below(3)), junk(random)]) : bytes,
    `cpio(${kind}, ${files.length} files)`,
  ];
}

const rpm: Wrapper = (inner, random) => {
  const [payload, codec] = random.pick(codecs)(
    makeCpio('newc', [{ name: './usr/lib/lib.so', content: inner }]),
    random,
  );
  return [makeRpm(payload), `rpm(${codec})`];
};

const asar: Wrapper = (inner, random) => [
  makeAsar(among<ArchivedFile>({ name: 'lib.node', content: inner }, () => neighbour(random), random).files),
  'asar',
];

function image(inner: Buffer, random: Random): readonly [Buffer, string] {
  const layer = makeTar([{ name: 'usr/lib/lib.so', content: inner }]);
  const packed = random.oneIn(2) ? gzipSync(layer) : layer;
  const other = makeTar([neighbour(random)]);
  const paths = random.oneIn(2) ? ['a/layer.tar', 'b/layer.tar'] : ['blobs/sha256/aa', 'blobs/sha256/bb'];
  const manifest = {
    name: 'manifest.json',
    content: Buffer.from(JSON.stringify([{ Config: 'c.json', Layers: paths }])),
  };
  const layers = [
    { name: paths[0] ?? '', content: packed },
    { name: paths[1] ?? '', content: other },
  ];
  const files = random.oneIn(2) ? [manifest, ...layers] : [...layers, manifest];
  return [makeTar(files), 'image'];
}

const wheel: Wrapper = (inner, random) => [
  lyingZip([
    { name: 'p/__init__.py', content: Buffer.from('') },
    { name: 'p/_lib.abi3.so', content: inner },
    ...(random.oneIn(2)
      ? [{ name: 'p-1.dist-info/WHEEL', content: Buffer.from('Wheel-Version: 1.0\n') }]
      : []),
  ]),
  'wheel',
];

const jar: Wrapper = (inner) => [
  lyingZip([
    { name: 'META-INF/MANIFEST.MF', content: Buffer.from('Manifest-Version: 1.0\n') },
    { name: 'natives/lib.so', content: inner },
  ]),
  'jar',
];

const npm: Wrapper = (inner) => [
  gzipSync(
    makeTar([
      { name: 'package/package.json', content: Buffer.from('{"name":"x","version":"1.0.0"}') },
      { name: 'package/lib.node', content: inner },
    ]),
  ),
  'npm',
];

const selfExtracting: Wrapper = (inner, random) => {
  const packed = gzipSync(makeTar([{ name: 'lib.so', content: inner }]));
  const script = Buffer.from('#!/bin/sh\ntail -n +4 "$0" | tar xz\nexit\n');
  return random.pick([
    () => [Buffer.concat([script, packed]), 'script'] as const,
    () => [Buffer.concat([fixedProgram, packed]), 'program with a tar'] as const,
    () => [Buffer.concat([fixedProgram, inner]), 'program with it behind'] as const,
    () =>
      [
        lyingZip([{ name: 'x', content: inner }], { before: fixedProgram, countsBefore: random.oneIn(2) }),
        'program with a zip',
      ] as const,
    () =>
      [
        lyingZip([{ name: 'x', content: inner }], { before: script, countsBefore: random.oneIn(2) }),
        'script with a zip',
      ] as const,
  ])();
};

const wrappers: readonly Wrapper[] = [
  zip,
  zip,
  zip,
  zip,
  tar,
  tar,
  tar,
  ar,
  deb,
  cpio,
  rpm,
  asar,
  image,
  wheel,
  jar,
  npm,
  selfExtracting,
];

function hasCommand(name: string): boolean {
  return spawnSync(name, ['--version']).error === undefined;
}

const command = (name: string, args: readonly string[], input: Uint8Array): Buffer =>
  execFileSync(name, args, { input, maxBuffer: 2 ** 28, stdio: ['pipe', 'pipe', 'ignore'] });

const gzip: Wrapper = (inner, random) =>
  random.pick([
    () => [gzipSync(inner), 'gzip'] as const,
    () => {
      const at = random.below(inner.length);
      return [
        Buffer.concat([gzipSync(inner.subarray(0, at)), gzipSync(inner.subarray(at))]),
        'gzip in two',
      ] as const;
    },
    () => [Buffer.concat([gzipSync(inner), junk(random)]), 'gzip with more behind'] as const,
    () => [gzipSync(inner).subarray(0, -1 - random.below(8)), 'gzip without its sum'] as const,
  ])();

const byCommand =
  (name: 'xz' | 'bzip2' | 'zstd' | 'lz4'): Wrapper =>
  (inner, random) => {
    const pack = (bytes: Uint8Array): Buffer =>
      command(name, name === 'xz' ? ['-0', '-c'] : ['-q', '-c'], bytes);
    const skipped = Buffer.from('\x50\x2a\x4d\x18\x04\0\0\0text', 'latin1');
    return random.pick([
      () => [pack(inner), name] as const,
      () => {
        const at = random.below(inner.length);
        return [
          Buffer.concat([pack(inner.subarray(0, at)), pack(inner.subarray(at))]),
          `${name} in two`,
        ] as const;
      },
      () => [Buffer.concat([pack(inner), junk(random)]), `${name} with more behind`] as const,
      ...(name === 'zstd'
        ? [() => [Buffer.concat([skipped, pack(inner)]), 'zstd behind a skipped frame'] as const]
        : []),
    ])();
  };

const packers = (['xz', 'bzip2', 'zstd', 'lz4'] as const).filter(hasCommand);
const codecs: readonly Wrapper[] = [gzip, gzip, gzip, gzip, ...packers.map(byCommand)];
