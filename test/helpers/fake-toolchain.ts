/**
 * Toolchains made of a few shell scripts: enough for finding, checking and installing, and ready in milliseconds.
 * What they are is decided by the real code; only the compiler is missing.
 */
import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { systemClock } from '../../src/host/clock.js';
import { cachePaths } from '../../src/host/files/paths.js';
import { hostPlatform } from '../../src/host/system.js';
import type { Event } from '../../src/model/event.js';
import type { Session } from '../../src/pipeline/session.js';
import { theBug } from './the-bug.js';

export interface FakeOptions {
  /** What VERSION says, when it is not the release. */
  readonly versionText?: string;
  /** What `go version` says, when it is not the release. */
  readonly commandVersion?: string;
}

const { goos, goarch } = hostPlatform();

/**
 * `go env` as cmd/go answers: another toolchain in GOTOOLCHAIN, or after `toolchain ` in a go.mod here, is run where it
 * lies beside this one, and is fetched from `fetchable` beside it where GOPROXY is not off.
 */
const fakeEnv = (version: string): readonly string[] => [
  'if [ "$1" = env ]; then',
  '  root="$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)"; beside="$(dirname "$root")"; wanted="$GOTOOLCHAIN"',
  '  if [ "${wanted:-auto}" = auto ]; then wanted="$(sed -n "s/^toolchain //p" go.mod 2>/dev/null)"; mod="$PWD/go.mod"; fi',
  `  if [ "\${wanted:-local}" != local ] && [ "$wanted" != "${version}" ]; then`,
  '    if [ -x "$beside/$wanted/bin/go" ]; then GOROOT= exec "$beside/$wanted/bin/go" "$@"; fi',
  `    echo "go: downloading $wanted (${goos}/${goarch})" >&2`,
  '    if [ "$GOPROXY" != off ] && [ -d "$beside/fetchable/$wanted" ]; then',
  '      cp -r "$beside/fetchable/$wanted" "$beside/$wanted"; exec "$beside/$wanted/bin/go" "$@"',
  '    fi',
  '    echo "go: download $wanted: golang.org/toolchain@v0.0.1-$wanted: Get \\"$GOPROXY/x.zip\\": dial tcp: lookup: no such host" >&2; exit 1',
  '  fi',
  '  if [ "$2" = GOROOT ]; then echo "${GOROOT:-$root}"; exit; fi',
  `  echo "{\\"GOVERSION\\":\\"${version}\\",\\"GOROOT\\":\\"\${GOROOT:-$root}\\",\\"GOTOOLCHAIN\\":\\"\${GOTOOLCHAIN:-auto}\\",\\"GOMOD\\":\\"$mod\\",\\"GOFLAGS\\":\\"$GOFLAGS\\"}"; exit`,
  'fi',
];

/** Files of a toolchain as the module zip has them. */
function fakeToolchainFiles(release: string, options: FakeOptions = {}): Map<string, string> {
  const version = options.commandVersion ?? release;
  const tool = (name: string): string => `#!/bin/sh\necho "${name} version ${version}"\n`;
  return new Map([
    ['VERSION', `${options.versionText ?? release}\ntime 2024-01-01T00:00:00Z\n`],
    [
      'bin/go',
      [
        '#!/bin/sh',
        `if [ "$1" = version ]; then echo "go version ${version} ${goos}/${goarch}"; exit; fi`,
        ...fakeEnv(version),
        'exit 2',
        '',
      ].join('\n'),
    ],
    ...['compile', 'link', 'asm', 'cgo'].map(
      (name) => [`pkg/tool/${goos}_${goarch}/${name}`, tool(name)] as const,
    ),
    ['src/_go.mod', 'module std\n'],
    ['src/runtime/proc.go', 'package runtime\n'],
    ['src/runtime/cgocall.go', 'package runtime\n'],
    // Sorted one way by bytes and the other way by UTF-16 units.
    ['misc/\ufb01.txt', 'first\n'],
    ['misc/\u{10400}.txt', 'second\n'],
  ]);
}

/** Writes a GOROOT that is fit to run. */
export function writeFakeGoroot(goroot: string, release: string, options: FakeOptions = {}): string {
  for (const [name, content] of fakeToolchainFiles(release, options)) {
    const file = path.join(goroot, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    if (/^(?:bin|pkg\/tool)\//.test(name)) chmodSync(file, 0o755);
  }
  return goroot;
}

/** Writes what a module proxy serves of a toolchain, for GOPROXY=file://FOLDER; returns the zip's path. */
export function writeFileProxy(folder: string, release: string): string {
  const version = `v0.0.1-${release}.${goos}-${goarch}`;
  const versions = path.join(folder, 'golang.org/toolchain/@v');
  mkdirSync(versions, { recursive: true });
  const prefix = `golang.org/toolchain@${version}/`;
  const zip = path.join(versions, `${version}.zip`);
  appendFileSync(path.join(versions, 'list'), `${version}\n`);
  writeFileSync(path.join(versions, `${version}.info`), JSON.stringify({ Version: version }));
  writeFileSync(path.join(versions, `${version}.mod`), 'module golang.org/toolchain\n');
  writeFileSync(
    zip,
    storedZip([...fakeToolchainFiles(release)].map(([name, text]) => [prefix + name, text])),
  );
  return zip;
}

/** A zip without compression (APPNOTE 4.3: local headers, central directory, end record). */
function storedZip(files: readonly (readonly [string, string])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const [nameBytes, data] = [Buffer.from(name), Buffer.from(text)];
    // From "version needed" to "extra length"; flag 0x800: the name is UTF-8.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, nameBytes, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, rest, nameBytes]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** A machine below `folder` with nothing on it: an empty home, no PATH, a cache of its own; events are collected. */
export function emptyMachine(folder: string, changes: Partial<Session> = {}) {
  const events: Event[] = [];
  const home = path.join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const context: Session = {
    bug: theBug,
    signal: new AbortController().signal,
    env: { HOME: home },
    home,
    paths: cachePaths(path.join(folder, 'cache'), {}),
    platform: { goos, goarch },
    clock: systemClock,
    onEvent: (event) => events.push(event),
    offline: false,
    hashFiles: true,
    ...changes,
  };
  return { context, events };
}
