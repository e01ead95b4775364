import { describe, expect, it } from 'vitest';
import {
  hashRelevantSource,
  judgeSource,
  relevantSource,
} from '../../../../../src/bugs/go72870/source/judge.js';
import {
  affectedTail,
  cgocallSource,
  entry,
  fixedTail,
  runtime2Source,
  tailWithoutFlag,
  type Parts,
} from '../../../../helpers/runtime-source.js';

const judge = (parts: Parts, fields?: string) =>
  judgeSource({ cgocall: cgocallSource(parts), runtime2: runtime2Source(fields) });

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const set = 'gp.m.isExtraInC = true';
const tails: readonly (readonly [name: string, verdict: string, tail: string])[] = [
  // As released.
  ['the released bug', 'affected', affectedTail],
  ['the released fix', 'fixed', fixedTail],
  // Other spellings of the fix.
  ['terms swapped', 'fixed', `if gp.m.ncgo == 0 && gp.m.isextra { ${set} }`],
  ['comparison swapped', 'fixed', `if gp.m.isextra && 0 == gp.m.ncgo { ${set} }`],
  ['nested ifs', 'fixed', `if gp.m.isextra { if gp.m.ncgo == 0 { ${set} } }`],
  ['parentheses', 'fixed', `if (gp.m.isextra) && ((gp.m.ncgo) == (0)) { ${set} }`],
  ['the stored value is the test', 'fixed', `if gp.m.isextra { gp.m.isExtraInC = gp.m.ncgo == 0 }`],
  ['all in the stored value', 'fixed', `gp.m.isExtraInC = gp.m.isextra && gp.m.ncgo == 0`],
  ['less than one', 'fixed', `if gp.m.isextra && gp.m.ncgo < 1 { ${set} }`],
  ['not more than zero', 'fixed', `if gp.m.isextra && !(gp.m.ncgo > 0) { ${set} }`],
  ['De Morgan', 'fixed', `if !(!gp.m.isextra || gp.m.ncgo != 0) { ${set} }`],
  ['else branch', 'fixed', `if gp.m.isextra { if gp.m.ncgo != 0 { } else { ${set} } }`],
  ['else if', 'fixed', `if !gp.m.isextra { } else if gp.m.ncgo == 0 { ${set} }`],
  ['set, then cleared again', 'fixed', `${affectedTail}\n if gp.m.ncgo > 0 { gp.m.isExtraInC = false }`],
  ['if with init', 'fixed', `if mp := gp.m; mp.isextra && mp.ncgo == 0 { mp.isExtraInC = true }`],
  ['alias', 'fixed', `mp := gp.m\n if mp.isextra && mp.ncgo == 0 { mp.isExtraInC = true }`],
  ['getg().m', 'fixed', `if getg().m.isextra && getg().m.ncgo == 0 { getg().m.isExtraInC = true }`],
  ['the M checked against', 'fixed', `if checkm.isextra && checkm.ncgo == 0 { checkm.isExtraInC = true }`],
  ['conversion', 'fixed', `if gp.m.isextra && int(gp.m.ncgo) == 0 { ${set} }`],
  [
    'a local taken after the callback',
    'fixed',
    `inner := gp.m.ncgo > 0\n if gp.m.isextra && !inner { ${set} }`,
  ],
  ['a dead store', 'fixed', `${fixedTail}\n if false { ${set} }`],
  ['bare block', 'fixed', `{\n ${fixedTail}\n }`],
  ['multi-line condition', 'fixed', `if gp.m.isextra &&\n gp.m.ncgo ==\n 0 {\n ${set}\n }`],
  ['one line', 'fixed', `if gp.m.isextra && gp.m.ncgo == 0 { ${set}; }`],
  ['comments in between', 'fixed', `if /* a */ gp.m.isextra && // b {\n gp /* c */ .m.ncgo == 0 { ${set} }`],
  ['the early way out comes first', 'unknown', `if gp.m.ncgo > 0 { return }\n${affectedTail}`],
  // Other spellings of the bug.
  ['two equal stores', 'affected', `${affectedTail}\n${affectedTail}`],
  ['a fix that is undone', 'affected', `${fixedTail}\n${affectedTail}`],
  ['both branches', 'affected', `if gp.m.isextra { if gp.m.ncgo == 0 { ${set} } else { ${set} } }`],
  ['or', 'affected', `if gp.m.isextra && (gp.m.ncgo == 0 || true) { ${set} }`],
  ['the bug through an alias', 'affected', `mp := gp.m\n if mp.isextra { mp.isExtraInC = mp.isextra }`],
  ['a fix in a comment', 'affected', `// if gp.m.isextra && gp.m.ncgo == 0 {\n${affectedTail}`],
  ['a fix in a block comment', 'affected', `/* ${fixedTail} */\n${affectedTail}`],
  ['a fix in a string', 'affected', `println("if gp.m.isextra && gp.m.ncgo == 0 {")\n${affectedTail}`],
  ['a fix in a raw string', 'affected', `println(\`\n${fixedTail}\n\`)\n${affectedTail}`],
  ['a quote in a comment', 'affected', `// don't\n${affectedTail}`],
  // Neither, or not certain.
  ['without isextra', 'unknown', set],
  ['or with another condition', 'unknown', `if gp.m.isextra || gp.m.ncgo == 0 { ${set} }`],
  ['the wrong way round', 'unknown', `if gp.m.isextra && gp.m.ncgo != 0 { ${set} }`],
  ['a guard for one level only', 'unknown', `if gp.m.isextra && gp.m.ncgo != 1 { ${set} }`],
  ['off by one', 'unknown', `if gp.m.isextra && gp.m.ncgo <= 1 { ${set} }`],
  ['never set', 'unknown', `if gp.m.isextra && gp.m.ncgo < 0 { ${set} }`],
  ['octal', 'unknown', `if gp.m.isextra && gp.m.ncgo == 00 { ${set} }`],
  ['a look-alike field', 'unknown', `if gp.m.isextra && gp.m.locks == 0 { ${set} }`],
  ['another M', 'unknown', `if gp.m.isextra && gp.m.nextm.ncgo == 0 { ${set} }`],
  ['the flag of another M', 'unknown', `if gp.m.isextra && gp.m.ncgo == 0 { gp.m.nextm.isExtraInC = true }`],
  ['a package constant', 'unknown', `if gp.m.isextra && (fixed72870 || gp.m.ncgo == 0) { ${set} }`],
  ['an unknown test', 'unknown', `if gp.m.isextra && !callsAbove(gp.m) { ${set} }`],
  ['set in the else of an unknown test', 'unknown', `if debugging { } else { ${affectedTail} }`],
  ['switch', 'unknown', `switch { case gp.m.isextra && gp.m.ncgo == 0: ${set} }`],
  ['for', 'unknown', `for gp.m.isextra && gp.m.ncgo == 0 { ${set}; break }`],
  ['defer', 'unknown', `defer func() { ${affectedTail} }()`],
  ['closure', 'unknown', `systemstack(func() { ${fixedTail} })`],
  ['go', 'unknown', `go func() { ${affectedTail} }()`],
  ['goto', 'unknown', `if gp.m.ncgo > 0 { goto out }\n${affectedTail}\nout:`],
  ['label', 'unknown', `out: { ${fixedTail} }`],
  ['moved to a function', 'unknown', `setExtraInC(gp.m)`],
  ['changed by a function afterwards', 'unknown', `${affectedTail}\n fixExtraInC(gp.m)`],
  ['changed by a method afterwards', 'unknown', `${affectedTail}\n gp.m.fixExtraInC()`],
  ['facts changed by a function before', 'unknown', `pretend(gp.m)\n${fixedTail}`],
  ['through a pointer', 'unknown', `flag := &gp.m.isExtraInC\n if gp.m.ncgo == 0 { *flag = true }`],
  ['through a changed alias', 'unknown', `mp := gp.m\n mp = allm\n if mp.isextra && mp.ncgo == 0 { ${set} }`],
  ['a hidden variable', 'unknown', `if gp := allgs; gp.m.isextra && gp.m.ncgo == 0 { ${set} }`],
  ['true is false', 'unknown', `true := false\n${affectedTail}`],
  ['a throw that is not', 'unknown', `throw := println\n${affectedTail}`],
  ['the count is changed', 'unknown', `gp.m.ncgo = 0\n${fixedTail}`],
  ['the count is changed by one', 'unknown', `gp.m.ncgo--\n${fixedTail}`],
  ['isextra is changed', 'unknown', `gp.m.isextra = false\n${affectedTail}`],
  ['M is changed', 'unknown', `gp.m = allm\n${affectedTail}`],
  ['several at once', 'unknown', `gp.m.isExtraInC, x = true, 1`],
  ['return before it', 'unknown', `if debugging { return }\n${affectedTail}`],
  ['return always', 'unknown', `return\n${affectedTail}`],
  ['throw always', 'unknown', `throw("no")\n${affectedTail}`],
  ['set after a throw for nested ones', 'unknown', `if gp.m.ncgo > 0 { throw("no") }\n${affectedTail}`],
  ['a type is used as a flag', 'unknown', `if gp.m.isextra && gp.m.ncgo { ${set} }`],
  ['not an expression', 'unknown', `if gp.m.isextra && { ${set} }`],
  ['an atomic load', 'unknown', `if gp.m.isextra && atomic.Load(&gp.m.ncgo) == 0 { ${set} }`],
  ['a second callback', 'unknown', `${fixedTail}\ncgocallbackg1(fn, frame, ctxt)`],
  ['brackets that do not match', 'unknown', `if gp.m.isextra { ${set} )`],
];

describe('judgeSource', () => {
  it.each(tails)('%s: %s', (_name, verdict, tail) => {
    expect(judge({ tail })).toMatchObject({ verdict });
  });

  it('names the line of the decisive store', () => {
    for (const tail of [affectedTail, fixedTail]) {
      const source = cgocallSource({ tail });
      const line = judgeSource({ cgocall: source, runtime2: null }).line ?? 0;
      expect(source.split('\n')[line - 1]).toContain('gp.m.isExtraInC = true');
    }
  });

  it.each<readonly [string, string, Parts]>([
    ['the flag is not cleared on entry', 'unknown', { entry: '', tail: fixedTail }],
    [
      'it is cleared under another condition',
      'unknown',
      { entry: 'if odd { gp.m.isExtraInC = false }', tail: fixedTail },
    ],
    ['it is set again before the callback', 'unknown', { entry: `${entry}\n ${set}`, tail: fixedTail }],
    [
      'an unknown function runs before the callback',
      'unknown',
      { entry: `${entry}\n odd()`, tail: fixedTail },
    ],
    [
      'an unknown function runs before the entry',
      'fixed',
      { entry: `odd()\n${entry.replace('if gp.m.isextra', 'if true')}`, tail: fixedTail },
    ],
    [
      'the local was taken before the callback',
      'unknown',
      { entry: `${entry}\n inner := gp.m.ncgo > 0`, tail: `if gp.m.isextra && !inner { ${set} }` },
    ],
    [
      'the callback is conditional',
      'unknown',
      { entry: `${entry}\n if odd { cgocallbackg1(fn) }`, tail: fixedTail },
    ],
    ['a deferred function', 'unknown', { entry: `${entry}\n defer odd()`, tail: affectedTail }],
    ['a statement at the very end', 'unknown', { tail: affectedTail, end: 'odd(gp)\n' }],
    ['a parameter hides getg', 'unknown', { parameters: 'getg func() *g', tail: affectedTail }],
    ['calls are not counted', 'unknown', { tail: fixedTail, count: '' }],
    ['calls are counted sometimes', 'unknown', { tail: fixedTail, count: 'if odd { mp.ncgo++ }' }],
    ['calls are counted twice', 'unknown', { tail: fixedTail, count: 'mp.ncgo++; mp.ncgo++' }],
    [
      'the count is reset elsewhere',
      'unknown',
      { tail: fixedTail, extra: 'func f(mp *m) {\n mp.ncgo = 0\n}\n' },
    ],
    [
      'the count is raised elsewhere',
      'unknown',
      { tail: fixedTail, extra: 'func f(mp *m) {\n mp.ncgo += 2\n}\n' },
    ],
    ['the count is unwound', 'fixed', { tail: fixedTail, extra: 'func unwindm() {\n mp.ncgo--\n}\n' }],
    ['set before the callback only', 'unknown', { entry: affectedTail, tail: '' }],
    ['two functions of the name', 'unknown', { extra: 'func cgocallbackg() {\n}\n' }],
    ['a method of the name', 'affected', { extra: 'func (x *odd) cgocallbackg() {\n}\n' }],
    ['a function whose name starts so', 'affected', { extra: 'func cgocallbackgo() {\n}\n' }],
    [
      'the flag is used elsewhere in the file',
      'unknown',
      { extra: 'func odd(mp *m) {\n mp.isExtraInC = false\n}\n' },
    ],
    ['a package-level name is declared anew', 'unknown', { extra: 'func osPreemptExtEnter(mp *m) {\n}\n' }],
    ['a build constraint', 'unknown', { header: '//go:build !custom\n\n' }],
    ['an old build constraint', 'unknown', { header: '// +build !custom\n\n' }],
    ['a byte order mark', 'affected', { header: '\uFEFF' }],
    ['a NUL byte', 'unknown', { extra: '\0' }],
    ['an open comment', 'unknown', { extra: '/* to be continued' }],
    ['an open string', 'unknown', { extra: 'var x = "to be\ncontinued"' }],
    ['an open raw string', 'unknown', { extra: 'var x = `to be continued' }],
    ['a rune that is a brace', 'affected', { extra: "var x = []rune{'{', '\\'', '\"', '`'}\n" }],
  ])('%s: %s', (_name, verdict, parts) => {
    expect(judge(parts)).toMatchObject({ verdict });
  });

  it('does not mind CRLF', () => {
    for (const [tail, verdict] of [
      [affectedTail, 'affected'],
      [fixedTail, 'fixed'],
    ] as const) {
      const sources = { cgocall: crlf(cgocallSource({ tail })), runtime2: null };
      expect(judgeSource(sources)).toMatchObject({ verdict });
    }
  });

  it('says what stands in the way', () => {
    expect(judgeSource({ cgocall: null, runtime2: null }).detail).toBe(
      'Cannot tell from the source: src/runtime/cgocall.go is missing.',
    );
    expect(judge({ tail: 'setExtraInC(gp.m)' }).detail).toContain('calls setExtraInC, which may change it');
    expect(judgeSource({ cgocall: ' '.repeat(2 << 20), runtime2: null }).detail).toContain('too much text');
  });
});

describe('a runtime without the flag', () => {
  const old = 'isextra bool';
  it('is not applicable', () => {
    expect(judge(tailWithoutFlag, old)).toMatchObject({ verdict: 'not-applicable', line: null });
    expect(judge(tailWithoutFlag, '').verdict).toBe('not-applicable');
  });

  it.each<readonly [string, Parts, string]>([
    [
      'renamed, isextra still asked',
      { ...tailWithoutFlag, tail: 'if gp.m.isextra { gp.m.inC = true }' },
      old,
    ],
    ['renamed, isextra not asked', { ...tailWithoutFlag, tail: 'if gp.m.foreign { gp.m.inC = true }' }, ''],
    ['renamed, in a function', { ...tailWithoutFlag, tail: 'markInC(gp.m)' }, old],
    ['another field about extra Ms', tailWithoutFlag, `${old}\n\tisExtraOutside bool`],
    ['the struct has it, the function does not', tailWithoutFlag, `${old}\n\tisExtraInC bool`],
    ['embedded extra state', tailWithoutFlag, `${old}\n\textraState`],
  ])('%s: unknown', (_name, parts, fields) => {
    expect(judge(parts, fields)).toMatchObject({ verdict: 'unknown' });
  });

  it.each<readonly [string, string | null]>([
    ['missing', null],
    ['empty', ''],
    ['without ncgo', runtime2Source(old).replace('ncgo int32', '')],
    ['with two structs m', runtime2Source(old) + runtime2Source(old)],
    ['cut off', runtime2Source(old).slice(0, -10)],
    ['constrained', `//go:build odd\n${runtime2Source(old)}`],
    ['far too large', runtime2Source(old) + ' '.repeat(2 << 20)],
  ])('runtime2.go %s: unknown', (_name, runtime2) => {
    expect(judgeSource({ cgocall: cgocallSource(tailWithoutFlag), runtime2 }).verdict).toBe('unknown');
  });
});

describe('relevantSource', () => {
  it('sees tokens, not spacing or comments', () => {
    const plain = cgocallSource({ tail: fixedTail });
    const other = cgocallSource({ tail: `// note\n${fixedTail.replaceAll('\t', '   ')}` });
    expect(hashRelevantSource(other)).toBe(hashRelevantSource(plain));
    expect(hashRelevantSource(plain)).toMatch(/^[\da-f]{64}$/);
    expect(hashRelevantSource(cgocallSource({ tail: affectedTail }))).not.toBe(hashRelevantSource(plain));
  });
  it('is null where the function is not found', () => {
    expect(relevantSource('package runtime')).toBeNull();
    expect(hashRelevantSource('/*')).toBeNull();
  });
});
