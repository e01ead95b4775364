/**
 * Compiles and links the program for macOS where there is no macOS: with zig as C compiler, which has the headers, and with
 * stubs in place of the two libraries of Apple that Go names. So a change of the C or Go sources that would not build there
 * is seen; the result is not run. Zig comes from PyPI, into a folder that is removed, unless ZIG names one.
 *
 *   node scripts/setup.js && node scripts/check-darwin.js
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(path.join(os.tmpdir(), 'cgoprof-repro-darwin-'));
/** Go's names, zig's, and the numbers of the processors in a Mach-O file. */
const targets = [
  { goarch: 'arm64', zig: 'aarch64-macos', cpu: 0x0100000c },
  { goarch: 'amd64', zig: 'x86_64-macos', cpu: 0x01000007 },
];

try {
  const zig = process.env['ZIG'] ?? installZig();
  if (zig === null) {
    console.error(
      'check-darwin cannot check anything: there is no zig, and no python3 with venv and pip to fetch it.',
    );
    process.exitCode = 1;
  } else {
    const module = path.join(scratch, 'module');
    execFileSync(process.execPath, [path.join(root, 'bin/cgoprof-repro.js'), 'eject', module], {
      stdio: 'ignore',
    });
    const stubs = writeStubs();
    for (const target of targets) build(module, zig, stubs, target);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @returns {string | null} */
function installZig() {
  const folder = path.join(scratch, 'venv');
  const python = path.join(folder, 'bin/python');
  const made =
    spawnSync('python3', ['-m', 'venv', folder]).status === 0 &&
    spawnSync(python, ['-m', 'pip', 'install', '--quiet', 'ziglang'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }).status === 0;
  if (!made) return null;
  const found = spawnSync(python, ['-c', 'import os, ziglang; print(os.path.dirname(ziglang.__file__))'], {
    encoding: 'utf8',
  });
  return found.status === 0 ? path.join(found.stdout.trim(), 'zig') : null;
}

/** The libraries of Apple that Go links with: nothing of them is used by the program. */
function writeStubs() {
  const folder = path.join(scratch, 'stubs');
  /** @param {string} file @param {string} installName */
  const stub = (file, installName) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(
      path.join(folder, file),
      `--- !tapi-tbd
tbd-version: 4
targets: [ x86_64-macos, arm64-macos ]
install-name: '${installName}'
exports:
  - targets: [ x86_64-macos, arm64-macos ]
    symbols: [ _cgoprof_stub ]
...
`,
    );
  };
  stub('libresolv.tbd', '/usr/lib/libresolv.9.dylib');
  stub(
    'CoreFoundation.framework/CoreFoundation.tbd',
    '/System/Library/Frameworks/CoreFoundation.framework/Versions/A/CoreFoundation',
  );
  return folder;
}

/**
 * @param {string} module
 * @param {string} zig
 * @param {string} stubs
 * @param {(typeof targets)[number]} target
 */
function build(module, zig, stubs, { goarch, zig: triple, cpu }) {
  const output = path.join(scratch, `program-${goarch}`);
  execFileSync('go', ['build', '-trimpath', '-buildvcs=false', '-ldflags=-w', '-o', output, '.'], {
    cwd: module,
    stdio: 'inherit',
    env: {
      ...process.env,
      GOOS: 'darwin',
      GOARCH: goarch,
      CGO_ENABLED: '1',
      GOFLAGS: '',
      GOWORK: 'off',
      CC: `${zig} cc -target ${triple} -F${stubs} -L${stubs}`,
    },
  });
  const header = readFileSync(output).subarray(0, 8);
  if (header.readUInt32LE(0) !== 0xfeedfacf || header.readUInt32LE(4) !== cpu)
    throw new Error(`what was built for darwin/${goarch} is no Mach-O file for it`);
  console.log(`darwin/${goarch}: the program compiles and links; it was not run`);
}
