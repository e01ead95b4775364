import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReproError } from '../../../src/model/errors.js';
import { checkSettings, joinParts, parseTarget, partNames } from '../../../src/target/target-parts.js';

describe('parseTarget', () => {
  test.each([
    ['linux/arm64', { goos: 'linux', goarch: 'arm64' }],
    ['linux/amd64/musl', { goos: 'linux', goarch: 'amd64', libc: 'musl' }],
    ['libc=musl,cc=clang', { libc: 'musl', cc: 'clang' }],
    [' linux/amd64 , race ', { goos: 'linux', goarch: 'amd64', race: true }],
    ['race=off,static=on', { race: false, isStatic: true }],
    ["cc='a,b' c", { cc: "'a,b' c" }],
    ['cc="gcc -Wl,-z,now",race', { cc: 'gcc -Wl,-z,now', race: true }],
    ["'GODEBUG=a=1,asyncpreemptoff=1'", { variables: { GODEBUG: 'a=1,asyncpreemptoff=1' } }],
    ['runner="env A=a,b"', { runner: ['env', 'A=a,b'] }],
    [`runner="'/my tools/run' {}"`, { runner: ['/my tools/run', '{}'] }],
    ['cc=zig cc -target x86_64-linux-musl', { cc: 'zig cc -target x86_64-linux-musl' }],
    ['runner=ssh "my host" {}', { runner: ['ssh', 'my host', '{}'] }],
    [
      'GOARM=6,GODEBUG=asyncpreemptoff=1',
      { environment: { GOARM: '6' }, variables: { GODEBUG: 'asyncpreemptoff=1' } },
    ],
    ['env.LD_PRELOAD=/x.so,env.A=b=c', { variables: { LD_PRELOAD: '/x.so', A: 'b=c' } }],
    [
      'ulimit.stack=65536,ulimit.nofile=10,aslr=off',
      { limits: { stack: 65536, nofile: 10 }, randomAddresses: false },
    ],
  ])('reads %j', (text, parts) => {
    expect(parseTarget(text)).toStrictEqual(parts);
  });

  test.each([
    ['', /names no target/],
    [' , ', /names no target/],
    ['cc="gcc', /a quote is not closed/],
    ['linux/amd64,linux/arm64', /no part of a target/],
    ['linux/', /GOOS\/GOARCH/],
    ['/amd64', /GOOS\/GOARCH/],
    ['linux/amd64/musl/x', /GOOS\/GOARCH/],
    ['linux', /"linux" in "linux" is no part of a target/],
    ['linux/amd64,libcc=musl', /no part of a target/],
    ['cc', /cc needs a value/],
    ['cc=', /cc has no value/],
    ['race=maybe', /"maybe" is no race/],
    ['buildmode=plugin', /"plugin" is no buildmode/],
    ['ulimit.stack=big', /"big" is no number/],
    ['ulimit.cpu=1', /no part of a target/],
    ['env.=x', /no part of a target/],
    ['libc=musl,libc=glibc', /libc is both "musl" and "glibc"/],
    ['race,race=off', /race is both "on" and "off"/],
    ['runner=a,runner=b', /runner is both/],
    ['GOARM=6,GOARM=7', /GOARM is both/],
    ['aslr=off,aslr=on', /randomAddresses|aslr/],
  ])('refuses %j', (text, message) => {
    expect(() => parseTarget(text)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) as string }),
    );
  });

  test('says twice the same, it is said once', () => {
    expect(parseTarget('libc=musl,libc=musl,race,race=on')).toStrictEqual({ libc: 'musl', race: true });
  });

  test('any text is a target or a mistake that is explained', () => {
    const word = fc.constantFrom('linux/arm64', '=', ',', '"', "'", 'env.', ' ', ...partNames);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join('')),
        ),
        (text) => {
          try {
            parseTarget(text);
          } catch (error) {
            expect(error).toBeInstanceOf(ReproError);
            expect(error).toMatchObject({ code: 'usage', hint: expect.any(String) as string });
          }
        },
      ),
    );
  });
});

test.each(['linux/amd64,linux/arm64', 'race,linux/s390x', 'linux', 'linux\\\\amd64', 'amd64'])(
  'of %s it says where a platform goes',
  (text) => {
    expect(() => parseTarget(text)).toThrow(
      expect.objectContaining({
        hint: expect.stringMatching(/one platform, GOOS\/GOARCH, which comes first/) as string,
      }),
    );
  },
);

test.each([
  ['GOARM', '6', 'arm', true],
  ['GOARM', '5,softfloat', 'arm', true],
  ['GOARM', '9', 'arm', false],
  ['GOARM', '6', 'amd64', false],
  ['GOAMD64', 'v3', 'amd64', true],
  ['GOAMD64', 'v9', 'amd64', false],
  ['GO386', 'softfloat', 'amd64', false],
  ['GOARM64', 'v8.1,lse', 'arm64', true],
])('%s=%s on %s: %s', (name, value, goarch, isRight) => {
  const check = () => checkSettings({ [name]: value }, goarch);
  if (isRight) expect(check).not.toThrow();
  else expect(check).toThrow(/is no |is for /);
});

describe('joinParts', () => {
  test('takes both, and leaves out what was not said', () => {
    const a = parseTarget('linux/amd64,GOAMD64=v2');
    expect(
      joinParts(a, { cc: 'clang', race: undefined, environment: { GO386: 'sse2' } }, 'it'),
    ).toStrictEqual({
      ...a,
      cc: 'clang',
      environment: { GOAMD64: 'v2', GO386: 'sse2' },
    });
  });

  test('refuses a part that was named both ways, differently', () => {
    expect(() => joinParts({ cc: 'gcc' }, { cc: 'clang' }, 'it')).toThrow(/cc is both "gcc" and "clang"/);
    expect(joinParts({ cc: 'gcc' }, { cc: 'gcc' }, 'it')).toStrictEqual({ cc: 'gcc' });
  });
});
