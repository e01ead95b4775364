/** The list in GOPROXY, read by Go's rules. https://go.dev/ref/mod#environment-variables and cmd/go/internal/modfetch/proxy.go */

export type ProxyEntry =
  /** `address` has no slash at its end; http, https or file. */
  | { readonly kind: 'proxy'; readonly address: string; readonly fallsThroughOn: 'not-found' | 'any-error' }
  /** The version control system itself. */
  | { readonly kind: 'direct' }
  /** Nothing may be fetched. */
  | { readonly kind: 'off' }
  | { readonly kind: 'invalid'; readonly text: string };

/** Entries in the order to be tried. Ends after `direct`, `off` or an invalid one, as Go does. */
export function parseGoProxy(setting: string): readonly ProxyEntry[] {
  const entries: ProxyEntry[] = [];
  for (const [, text = '', separator = ''] of setting.matchAll(/([^,|]*)([,|]|$)/g)) {
    const entry = parseEntry(text.trim(), separator);
    if (entry === null) continue;
    entries.push(entry);
    if (entry.kind !== 'proxy') break;
  }
  return entries;
}

function parseEntry(text: string, separator: string): ProxyEntry | null {
  if (text === '') return null;
  if (text === 'direct' || text === 'off') return { kind: text };
  // A single word is reserved for settings like `direct`; something with a dot or slash is a host without https://.
  const bare = /[.:/]/.test(text) && !text.includes(':/') && !text.startsWith('/');
  const address = bare ? `https://${text}` : text;
  if (!URL.canParse(address)) return { kind: 'invalid', text };
  const url = new URL(address);
  if (!['https:', 'http:', 'file:'].includes(url.protocol)) return { kind: 'invalid', text };
  const fallsThroughOn = separator === '|' ? 'any-error' : 'not-found';
  return { kind: 'proxy', address: address.replace(/\/+$/, ''), fallsThroughOn };
}
