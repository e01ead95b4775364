/**
 * Tries the Dockerfile where no image can be built: carries out its steps, as the user that it names, in a Debian of its
 * base image's suite that `debootstrap` makes, and asks the installed command about an affected and a fixed release. Needs
 * Linux, root, `debootstrap` and some minutes; packages come from where this machine's apt has them, toolchains from where
 * its go command does. Nothing that a step mounts outlives it.
 *
 *   node scripts/setup.js && node scripts/try-dockerfile.js
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from './load.js';

/** @typedef {import('../src/pins/syntax/dockerfile-instructions.ts').Instruction} Instruction */
/** @type {typeof import('../src/pins/syntax/dockerfile-instructions.ts').readInstructions} */
const readInstructions = (await load('pins/syntax/dockerfile-instructions')).readInstructions;

const context = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(path.join(os.tmpdir(), 'cgoprof-repro-image-'));
const image = path.join(scratch, 'root');

/** What the steps so far have set for those after them. */
const settings = {
  /** @type {Record<string, string>} */
  env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
  user: '0',
  folder: '/',
  /** @type {string[]} */
  entrypoint: [],
};

/** @type {Record<string, (args: string) => void>} */
const steps = {
  FROM: makeBase,
  RUN: (args) => mustPass(['/bin/sh', '-c', args]),
  COPY: copy,
  ENV: (args) => {
    for (const word of args.split(/\s+/)) {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(word) ?? [];
      settings.env[name] = value;
    }
  },
  // A folder that a step before has made stands for it.
  VOLUME: () => undefined,
  USER: (args) => (settings.user = args),
  WORKDIR: (args) => (settings.folder = args),
  ENTRYPOINT: (args) => (settings.entrypoint = JSON.parse(args)),
};

try {
  const text = readFileSync(path.join(context, 'Dockerfile'), 'utf8');
  for (const { keyword, args } of readInstructions(text, { start: 0, end: text.length })) {
    const step = steps[keyword];
    if (step === undefined) throw new Error(`the Dockerfile has a step that this does not know: ${keyword}`);
    const words = args.map((piece) => piece.text).join('');
    console.log(`${keyword} ${words.trim().replaceAll(/\s+/g, ' ')}`);
    step(words.trim());
  }
  if (settings.user === '0') throw new Error('the command would run as root');
  Object.assign(settings.env, goSettings());
  expectExit(0, 'doctor');
  expectExit(3, '--go', '1.23.0', '--quick', '--quiet');
  expectExit(0, '--go', '1.23.8', '--quick', '--quiet');
  console.log('the steps of the Dockerfile work, and so does what they install (no image was built)');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @param {string} args `debian:SUITE-DATE-slim@sha256:…` */
function makeBase(args) {
  const suite = /^debian:([a-z]+)-\d+-slim@sha256:[0-9a-f]{64}$/.exec(args)?.[1];
  if (suite === undefined) throw new Error(`not a pinned Debian: ${args}`);
  execFileSync('debootstrap', ['--variant=minbase', suite, image, mirror()], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const name of ['resolv.conf', 'hosts']) copyFileSync(`/etc/${name}`, path.join(image, 'etc', name));
}

/** The place from which this machine's apt has Debian itself. */
function mirror() {
  const format = '$(LABEL) $(REPO_URI)';
  const indexes = execFileSync('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  const address = /^Debian (\S+)$/m.exec(indexes.toString())?.[1];
  if (address === undefined) throw new Error("this machine's apt has no Debian");
  return address;
}

/** @param {string} args names in the context, and a folder or a new name in the image */
function copy(args) {
  const names = args.split(/\s+/);
  const target = path.join(image, names.pop() ?? '');
  const sent = readFileSync(path.join(context, '.dockerignore'), 'utf8').split('\n');
  for (const name of names) {
    if (!sent.includes(`!${name}`)) throw new Error(`.dockerignore keeps ${name} from the build`);
    const isInto = args.endsWith('/');
    mkdirSync(isInto ? target : path.dirname(target), { recursive: true });
    cpSync(path.join(context, name), isInto ? path.join(target, name) : target, { recursive: true });
  }
}

/**
 * In namespaces of its own, so that what is mounted and what is left running ends with it.
 * @param {string[]} command
 */
function inImage(command) {
  const { user, folder, env } = settings;
  const [uid, gid, home] = accountOf(user);
  const mounts = 'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && shift && exec "$@"';
  const variables = Object.entries({ ...env, HOME: home }).map(([name, value]) => `${name}=${value}`);
  const asUser = ['chroot', `--userspec=${uid}:${gid}`, '--groups=', image, 'env', '-i', '-C', folder];
  return spawnSync(
    'unshare',
    ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', mounts, 'sh', image, ...asUser].concat(
      variables,
      command,
    ),
    { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' },
  );
}

/** @param {string} user its number @returns {[string, string, string]} with its group and its home */
function accountOf(user) {
  const accounts = readFileSync(path.join(image, 'etc', 'passwd'), 'utf8').split('\n');
  const fields = accounts.map((line) => line.split(':')).find(([, , uid]) => uid === user);
  if (fields === undefined) throw new Error(`the image has no user ${user}`);
  return [user, fields[3] ?? '', fields[5] ?? ''];
}

/** @param {string[]} command */
function mustPass(command) {
  const { status, stdout, stderr, error } = inImage(command);
  if (status !== 0) throw new Error(`${command.join(' ')}\n${error?.message ?? ''}${stdout}${stderr}`);
}

/** @param {number} expected @param {string[]} args of the entry point */
function expectExit(expected, ...args) {
  const { status, stdout, stderr } = inImage([...settings.entrypoint, ...args]);
  console.log(`$ cgoprof-repro ${args.join(' ')}\n${stdout}${stderr}`);
  if (status !== expected) throw new Error(`it ended with ${status}, not with ${expected}`);
}

/** The Go settings of this machine that fetching needs, as one would hand them to a container with `--env`. */
function goSettings() {
  const names = ['GOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GOPRIVATE'];
  /** @type {Record<string, string>} */
  const all = JSON.parse(execFileSync('go', ['env', '-json', ...names]).toString());
  const authorities = '/etc/ssl/certs/ca-certificates.crt';
  appendFileSync(path.join(image, authorities), readFileSync(authorities));
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
