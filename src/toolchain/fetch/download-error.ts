/**
 * The go command's messages about a failed download, distinguished by what the user must do. Pure but for the words.
 */
import { ReproError, type ErrorCode } from '../../model/errors.js';

interface Kind {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly says: string;
  readonly hint: string;
}

export const checkNetwork =
  'Check the network and the proxy settings (`go env GOPROXY`, HTTPS_PROXY); `cgoprof-repro doctor` tests them. A release that is installed already can be used with --offline.';
const elsewhere = 'Choose another place with --cache-dir DIR or CGOPROF_REPRO_CACHE.';

/** First match wins; most telling first. The words are those of cmd/go and of the operating system. */
const kinds: readonly Kind[] = [
  {
    pattern: /checksum mismatch|SECURITY ERROR/,
    code: 'bad-toolchain',
    says: 'is not what the checksum database names: the download was refused',
    hint: 'Something between this machine and the proxy changes files. Do not use it; try another GOPROXY.',
  },
  {
    pattern: /disabled by GOPROXY=off/,
    code: 'offline',
    says: 'is not on this machine and GOPROXY=off forbids fetching it',
    hint: 'Unset GOPROXY (`go env -u GOPROXY`), install the release in another way, or give its folder with --go PATH.',
  },
  {
    pattern: /disabled by GOSUMDB=off|missing GOSUMDB/,
    code: 'environment',
    says: 'cannot be fetched: the go command takes toolchains only with a checksum database, and GOSUMDB turns it off',
    hint: 'Unset GOSUMDB (`go env -u GOSUMDB`) for this run, or install the release yourself and give it with --go PATH.',
  },
  {
    pattern: /no space left on device|disk quota exceeded|not enough space on the disk/i,
    code: 'disk-full',
    says: 'could not be installed: no space left (a toolchain takes about 350 MB while it is unpacked, 250 MB afterwards)',
    hint: `Free some space, or run \`cgoprof-repro toolchain prune\`. ${elsewhere}`,
  },
  {
    pattern: /: (?:401|407) /,
    code: 'network',
    says: 'could not be fetched: the proxy asks for credentials',
    hint: 'Set GOAUTH or a netrc entry for it (`go help goauth`).',
  },
  {
    pattern: /: (?:403|404|410) |unknown revision|reading file:.*no such file|: not found/,
    code: 'release-refused',
    says: 'is not served by the module proxy',
    hint: 'Try another GOPROXY, or install the release in another way and give its folder with --go PATH.',
  },
  {
    pattern:
      /no such host|dial (?:tcp|udp)|i\/o timeout|connection re|unreachable|TLS|x509|EOF|deadline exceeded|: 5\d\d |: 429 |server misbehaving/,
    code: 'network',
    says: 'could not be fetched: the module proxy or the checksum database cannot be reached',
    hint: checkNetwork,
  },
  {
    pattern: /read-only file system|permission denied|operation not permitted/i,
    code: 'cache-unwritable',
    says: 'could not be installed: the cache folder cannot be written',
    hint: `Make the folder writable. ${elsewhere}`,
  },
];

/** `near` are releases that could be used instead, to be named if this one is refused. */
export function downloadError(release: string, words: string, near: readonly string[] = []): ReproError {
  const kind = kinds.find(({ pattern }) => pattern.test(words));
  const quoted = quoteWords(words);
  if (kind === undefined) {
    return new ReproError('environment', `${release} could not be fetched: ${quoted}`, {
      hint: checkNetwork,
    });
  }
  const instead =
    kind.code === 'release-refused' && near.length > 0 ? `Nearest on this machine: ${near.join(', ')}. ` : '';
  return new ReproError(kind.code, `${release} ${kind.says} (go says: ${quoted})`, {
    hint: instead + kind.hint,
  });
}

/** On one line and short. The server's answer is in it, so only printable ASCII is kept. */
function quoteWords(words: string): string {
  const line = words
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[^\u0020-\u007e]/g, '?');
  // The module's long name says nothing that the release's does not.
  const short = line.replace(/^(?:go: )?golang\.org\/toolchain@\S+ /, '');
  return short.length > 300 ? `${short.slice(0, 297)}...` : short;
}
