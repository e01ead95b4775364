/**
 * The secrets in the user's settings: passwords and tokens in GOPROXY, GOSUMDB, GOAUTH, the netrc file and the
 * addresses of HTTP proxies. The go command repeats much of it in its messages.
 */
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { proxyVariable, type Environment } from './environment.js';
import { decoded } from './net/basic-auth.js';

interface Secrets {
  /** Never in words for people. */
  readonly values: readonly string[];
  /** Those of them that are not ordinary words: they are removed everywhere, even where structure could be meant. */
  readonly tokens: readonly string[];
  /** Hosts whose addresses are shown without the part behind the host. */
  readonly hosts: ReadonlySet<string>;
}

const maxFileBytes = 256 * 1024;
const hidden = '***';

/** Words for people, without secrets. `environment` is the user's. */
export function hideSecrets(text: string, environment: Environment): string {
  const { values, hosts } = secretsOf(environment);
  return hide(shortenAddresses(text, hosts), values);
}

/** Hides secrets in a document of any format: only text that can be nothing but a secret is removed. */
export function hideTokens(text: string, environment: Environment): string {
  return hide(text, secretsOf(environment).tokens);
}

const hide = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((safe, secret) => safe.replaceAll(secret, hidden), text);

/** `https://host/***` for addresses with a user or a query, and for all of `hosts`. */
function shortenAddresses(text: string, hosts: ReadonlySet<string>): string {
  return text.replaceAll(
    /\b(https?:\/\/)([^\s"'<>/?#]{0,500})([^\s"'<>]{0,4000})/gi,
    (address: string, scheme: string, authority: string, rest: string) => {
      const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/[:.,;]+$/, '');
      const isTelling = authority.includes('@') || rest.includes('?') || hosts.has(host.toLowerCase());
      if (!isTelling) return address;
      const end = /[:.,;)]*$/.exec(rest)?.[0] ?? '';
      return `${scheme}${host}${rest === '' ? '' : `/${hidden}`}${end}`;
    },
  );
}

const known = new Map<string, Secrets>();

function secretsOf(environment: Environment): Secrets {
  const settings = { ...goEnvFile(environment), ...environment };
  const relevant = Object.entries(settings).filter(([name]) => isRelevant(name));
  const key = JSON.stringify(relevant);
  const found = known.get(key) ?? collect(settings, readSmall(netrcFile(environment, homeIn(environment))));
  known.set(key, found);
  return found;
}

const isRelevant = (name: string): boolean =>
  proxyVariable.test(name) || /^(?:GOPROXY|GOSUMDB|GOAUTH|NETRC|GOENV|HOME|XDG_CONFIG_HOME)$/.test(name);

function collect(settings: Environment, netrc: string): Secrets {
  const words = new Words();
  for (const entry of (settings['GOPROXY'] ?? '').split(/[,|]/)) words.addAddress(entry.trim());
  for (const part of (settings['GOSUMDB'] ?? '').split(/\s+/).slice(1)) words.addAddress(part);
  for (const [name, value] of Object.entries(settings)) {
    if (proxyVariable.test(name)) words.addAddress(value.trim());
  }
  for (const command of (settings['GOAUTH'] ?? '').split(';')) {
    for (const word of command.trim().split(/\s+/).slice(1)) {
      words.addSecret(word);
      words.addSecret(word.slice(word.indexOf('=') + 1));
    }
  }
  const pairs = { login: '', password: '' };
  for (const [, key, value = ''] of netrc.matchAll(/\b(login|account|password)\s+(\S+)/g)) {
    if (key === 'password') words.addSecret(value);
    else words.addName(value);
    if (key === 'login' || key === 'password') pairs[key] = value;
    words.addPair(pairs.login, pairs.password);
  }
  return words.secrets();
}

/** Longest first, so that no part of one remains inside another. */
const byLength = (texts: ReadonlySet<string>): string[] =>
  [...texts].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));

class Words {
  readonly #values = new Set<string>();
  readonly #tokens = new Set<string>();
  readonly #hosts = new Set<string>();

  /** `scheme://user:password@host/path?query`, also where it is not a proper one. */
  addAddress(text: string): void {
    const parts = /^(?:[a-z]+:\/{1,3})?(?:([^/?#]*)@)?([^/?#@]*)([^?#]*)(?:\?([^#]*))?/i.exec(text);
    if (parts === null || /^file:/i.test(text)) return;
    const [, login, host = '', folders = '', query = ''] = parts;
    if (login !== undefined || query !== '' || /[^/]/.test(folders)) this.#hosts.add(host.toLowerCase());
    if (login !== undefined) {
      const [user = '', ...password] = login.split(':');
      this.addName(user);
      this.addSecret(password.join(':'));
      this.addPair(user, password.join(':'));
    }
    for (const segment of folders.split('/')) this.addName(segment);
    for (const pair of query.split('&')) this.addSecret(pair.slice(pair.indexOf('=') + 1));
  }

  /** Adds a text that is a secret because of its position. */
  addSecret(text: string): void {
    for (const form of formsOf(text)) {
      if (form.length >= 4) this.#values.add(form);
      if (form.length >= 6 && !/^[a-z]+$/.test(form)) this.#tokens.add(form);
    }
  }

  /** Adds a text that may be a token, or an ordinary word: users and folders. */
  addName(text: string): void {
    const looksRandom = text
      .split(/[^a-z\d]+/i)
      .some((part) => part.length >= 8 && /\d/.test(part) && /[a-z]/i.test(part));
    if (!looksRandom && text.length < 20) return;
    for (const form of formsOf(text)) {
      this.#values.add(form);
      if (!/[. ]/.test(form)) this.#tokens.add(form);
    }
  }

  /** Adds the form used by an Authorization header, RFC 7617. */
  addPair(user: string, password: string): void {
    if (user !== '' && password !== '')
      this.addSecret(Buffer.from(`${decoded(user)}:${decoded(password)}`).toString('base64'));
  }

  secrets(): Secrets {
    return { values: byLength(this.#values), tokens: byLength(this.#tokens), hosts: this.#hosts };
  }
}

/** The text itself, its decoded form, and its spellings in an address, in JSON and in markup. */
function formsOf(text: string): readonly string[] {
  const meant = decoded(text);
  const spelled = [text, meant, encodeURIComponent(meant), JSON.stringify(meant).slice(1, -1)];
  const markup = meant.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [...new Set([...spelled, markup])];
}

/** The settings that `go env -w` wrote: https://pkg.go.dev/cmd/go#hdr-Environment_variables */
function goEnvFile(environment: Environment): Environment {
  const named = environment['GOENV'] ?? '';
  if (named === 'off') return {};
  const text = readSmall(named === '' ? path.join(configFolder(environment), 'go', 'env') : named);
  return Object.fromEntries(
    [...text.matchAll(/^(GO[A-Z]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

function configFolder(environment: Environment): string {
  const home = homeIn(environment);
  if (process.platform === 'win32') return environment['APPDATA'] ?? home;
  if (process.platform === 'darwin') return path.join(home, 'Library/Application Support');
  return environment['XDG_CONFIG_HOME'] || path.join(home, '.config');
}

const homeIn = (environment: Environment): string => environment['HOME'] ?? homedir();

/** $NETRC, else ~/.netrc (~/_netrc on Windows). */
export function netrcFile(environment: Environment, home: string): string {
  const name = process.platform === 'win32' ? '_netrc' : '.netrc';
  return environment['NETRC'] || path.join(home, name);
}

/** Synchronous, since errors are reported at once. Returns an empty text if it is not a small file. */
function readSmall(file: string): string {
  try {
    const info = statSync(file);
    return info.isFile() && info.size <= maxFileBytes ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}
