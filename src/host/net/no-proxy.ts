/**
 * NO_PROXY as Go reads it (golang.org/x/net/http/httpproxy): names, `.name`, `*.name`, addresses, CIDR blocks and `*`,
 * all except blocks with or without a port. Loopback addresses never go through a proxy.
 */
import net from 'node:net';
import { domainToASCII } from 'node:url';

interface Entry {
  readonly host: string;
  /** Empty for every port. */
  readonly port: string;
}

/** Tells if `url` is to be reached without the proxy. Entries that Go does not understand exempt nothing. */
export function isExemptFromProxy(url: URL, noProxy: string): boolean {
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  if (host === 'localhost' || (net.isIP(host) !== 0 && holds(loopback(), host))) return true;
  const texts = noProxy.split(',').map((text) => text.trim().toLowerCase());
  if (texts.includes('*')) return true;
  return net.isIP(host) === 0
    ? texts.some((text) => namesHost(readEntry(text), host, port))
    : holds(addressesOf(texts, port), host);
}

/** Made when an address is asked about: Node loads lists of addresses only then. */
function loopback(): net.BlockList {
  const list = new net.BlockList();
  list.addSubnet('127.0.0.0', 8);
  list.addAddress('::1', 'ipv6');
  return list;
}

function addressesOf(texts: readonly string[], port: string): net.BlockList {
  const list = new net.BlockList();
  for (const text of texts) {
    const entry = readEntry(text);
    if (!addBlock(list, text) && isAddress(entry.host) && isForPort(entry, port))
      list.addAddress(entry.host, familyOf(entry.host));
  }
  return list;
}

/** Adds `10.0.0.0/8` or `fd00::/8`; returns false for any other text. */
function addBlock(list: net.BlockList, text: string): boolean {
  const [, address = '', digits = ''] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  const length = Number(digits);
  if (!isAddress(address) || length > (net.isIPv4(address) ? 32 : 128)) return false;
  list.addSubnet(address, length, familyOf(address));
  return true;
}

function namesHost(entry: Entry, host: string, port: string): boolean {
  if (entry.host === '' || isAddress(entry.host) || !isForPort(entry, port)) return false;
  const name = entry.host.replace(/^\*(?=\.)/, '');
  const ascii = domainToASCII(name);
  const domain = ascii === '' ? name : ascii;
  // `example.com` covers itself and what is below; `.example.com` only what is below.
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

/** Splits `host:port` and `[address]:port`. As in Go, `[address]` without a port is no address. */
function readEntry(text: string): Entry {
  const [, bracketed, plain, port] = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text) ?? [];
  return port === undefined ? { host: text, port: '' } : { host: bracketed ?? plain ?? '', port };
}

const isForPort = (entry: Entry, port: string): boolean => entry.port === '' || entry.port === port;
/** Go takes no address with a zone (`fe80::1%eth0`). */
const isAddress = (text: string): boolean => net.isIP(text) !== 0 && !text.includes('%');
const familyOf = (address: string): 'ipv4' | 'ipv6' => (net.isIPv4(address) ? 'ipv4' : 'ipv6');
const holds = (list: net.BlockList, address: string): boolean => list.check(address, familyOf(address));
