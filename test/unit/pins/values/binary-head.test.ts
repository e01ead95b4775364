import { expect, test } from 'vitest';
import { hasBinaryHead } from '../../../../src/pins/values/binary-head.js';
import { isOnlyNamedLikePins } from '../../../../src/pins/readers/pin-kinds.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const elf = bytes('\x7fELF\x02\x01\x01\0\0\0\0\0');

test.each([
  ['ELF', '\x7fELF\x02\x01\x01\0\0\0'],
  ['PE', 'MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff'],
  ['Mach-O', '\xcf\xfa\xed\xfe\x07\0\0\x01'],
  ['PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['JPEG', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['GIF', 'GIF89a\x01\0\x01\0\x80\0\0'],
  ['zip', 'PK\x03\x04\x14\0\0\0'],
  ['gzip', '\x1f\x8b\x08\0\0\0\0\0'],
  ['Python’s compiled code', '\xa7\r\r\n\0\0\0\0'],
])('%s is binary', (_name, head) => expect(hasBinaryHead(bytes(head))).toBe(true));

test.each([
  ['an instruction', 'FROM golang:1.23.7\n'],
  ['an instruction with a NUL somewhere', 'FROM golang:1.23.7\n#\0'],
  ['a comment in Latin-1', '# caf\xe9\nFROM golang:1.23.7\n'],
  ['blank lines first', '\n\n  ARG X=\xe9\x01'],
  ['a byte order mark', '\xef\xbb\xbfFROM x\0'],
  ['UTF-16', '\xff\xfeF\0R\0O\0M\0'],
  ['a template', '{{ if \x01'],
  ['nothing', ''],
])('%s may be text', (_name, head) => expect(hasBinaryHead(bytes(head))).toBe(false));

test.each(['venv/dockerfile.abi3.so', 'Dockerfile.png', 'dockerfile.pyd', 'a/x.Dockerfile', 'Makefile.so'])(
  '%s is only named like a file with pins when it is compiled',
  (path) => {
    expect(isOnlyNamedLikePins(path, elf)).toBe(true);
    expect(isOnlyNamedLikePins(path, bytes('FROM golang:1.23.7\n'))).toBe(false);
  },
);

test.each(['go.mod', 'Dockerfile', 'a/Containerfile', '.github/workflows/ci.yml', 'Makefile', 'main.go'])(
  '%s is never excused by its bytes',
  (path) => expect(isOnlyNamedLikePins(path, elf)).toBe(false),
);
