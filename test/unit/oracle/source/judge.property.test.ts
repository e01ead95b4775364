import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSource, relevantSource } from '../../../../src/bugs/go72870/source/judge.js';
import { tokenise } from '../../../../src/oracle/source/tokens.js';
import {
  affectedTail,
  cgocallSource,
  fixedTail,
  runtime2Source,
  tailWithoutFlag,
} from '../../../helpers/runtime-source.js';
import { fuzzRuns } from '../../../helpers/fuzz-runs.js';

const runtime2 = runtime2Source();
const affected = cgocallSource({ tail: affectedTail });
const fixed = cgocallSource({ tail: fixedTail });
const none = { cgocall: cgocallSource(tailWithoutFlag), runtime2: runtime2Source('isextra bool') };
const verdictOf = (cgocall: string): string => judgeSource({ cgocall, runtime2 }).verdict;
/** Tokens with the inserted semicolons, so that any joint is a legal place to change. */
const tokensOf = (source: string): readonly string[] => tokenise(source).tokens.map((token) => token.text);

const filler = fc.constantFrom(
  '\n',
  '\n\n\t',
  '\r\n',
  '// gp.m.isExtraInC = true\n',
  '/* if gp.m.isextra { */\n',
  '// "\n',
  '// `\n',
);
const gap = fc.constantFrom(' ', '\t', '  ', ' /* ncgo == 0 */ ', '\t/* } */', ' /**/ ');

describe('judgeSource, whatever the text', { timeout: 30_000 }, () => {
  it('does not depend on spacing, comments and line ends', () => {
    const lines = affected.split('\n').length;
    fc.assert(
      fc.property(
        fc.array(filler, { minLength: lines, maxLength: lines + 3 }),
        fc.array(gap, { minLength: 5, maxLength: 40 }),
        fc.boolean(),
        (fillers, gaps, crlf) => {
          let used = 0;
          const disguise = (source: string): string =>
            source
              .split('\n')
              .map((line, at) => {
                const spaced = /["/]/.test(line)
                  ? line
                  : line.replaceAll(' ', () => gaps[(used += 1) % gaps.length] ?? ' ');
                return (at === 0 ? '' : (fillers[at] ?? '')) + spaced;
              })
              .join(crlf ? '\r\n' : '\n');
          expect(verdictOf(disguise(affected))).toBe('affected');
          expect(verdictOf(disguise(fixed))).toBe('fixed');
          expect(judgeSource({ ...none, cgocall: disguise(none.cgocall) }).verdict).toBe('not-applicable');
          expect(relevantSource(disguise(fixed))).toBe(relevantSource(fixed));
        },
      ),
      { numRuns: fuzzRuns(25) },
    );
  });

  it('never clears a cut-off file of the bug', () => {
    fc.assert(
      fc.property(fc.nat(affected.length), (length) => {
        expect(['affected', 'unknown']).toContain(verdictOf(affected.slice(0, length)));
        expect(['fixed', 'unknown']).toContain(verdictOf(fixed.slice(0, length)));
        expect(verdictOf(none.cgocall.slice(0, length))).toBe('unknown');
      }),
      { numRuns: fuzzRuns(60) },
    );
  });

  it('never clears an affected file whatever tokens are deleted, doubled or exchanged', () => {
    const tokens = tokensOf(affected);
    // The region that decides, so that most changes matter.
    const start = tokens.lastIndexOf('cgocallbackg');
    const place = fc.oneof(fc.nat(tokens.length - 1), fc.integer({ min: start, max: start + 190 }));
    const change = fc.tuple(place, fc.constantFrom('delete', 'double', 'exchange'), place);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const edited = [...tokens];
        for (const [at, kind, other] of changes) {
          if (kind === 'delete') edited.splice(at, 1);
          // What cgocall says of ncgo is not copied: that could build the guard in earnest.
          else if (kind === 'double' && at >= start) edited.splice(at, 0, edited[at] ?? '');
          else if (at >= start && other >= start) {
            [edited[at], edited[other]] = [edited[other] ?? '', edited[at] ?? ''];
          }
        }
        const verdict = verdictOf(edited.join(' '));
        expect(['affected', 'unknown']).toContain(verdict);
      }),
      { numRuns: fuzzRuns(150) },
    );
  });

  it('turns a fixed file into nothing else when one token is missing', () => {
    const tokens = tokensOf(fixed);
    for (let at = 0; at < tokens.length; at += 1) {
      const verdict = verdictOf(tokens.toSpliced(at, 1).join(' '));
      expect(['fixed', 'unknown'], `without token ${at}: ${tokens[at]}`).toContain(verdict);
    }
  });

  it('reads its own tokens as it reads the file', () => {
    expect(verdictOf(tokensOf(affected).join(' '))).toBe('affected');
    expect(verdictOf(tokensOf(fixed).join(' '))).toBe('fixed');
  });

  it('never throws', () => {
    const soup = fc
      .array(fc.constantFrom(...tokensOf(fixed), '"', '`', "'", '/*', '*/', '//', '\n', '\0'), {
        maxLength: 200,
      })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), soup), (text) => {
        expect(['unknown', 'affected', 'fixed']).toContain(
          verdictOf(`package runtime\nfunc cgocallbackg() {\n${text}\n}\n`),
        );
        expect(judgeSource({ cgocall: text, runtime2: text }).verdict).toBe('unknown');
        expect(judgeSource({ cgocall: none.cgocall, runtime2: text }).verdict).toBe('unknown');
      }),
      { numRuns: fuzzRuns(50) },
    );
  });
});

describe('hostile length', { timeout: 10_000 }, () => {
  const length = (1 << 18) - 4000;
  const fill = (piece: string): string => piece.repeat(Math.floor(length / piece.length));
  // A quadratic step would run into the time limit of the test.
  it.each([
    'if gp.m.isextra {',
    '(',
    '{',
    'a(',
    '!',
    '[',
    '"a"',
    'x := 1\n',
    'else if a {}',
    'if a {}\n',
    'gp.m.isExtraInC = true\n',
    '/* */',
    '0x',
    '1.',
    'a && ',
    '.a',
    'func cgocallbackg() {\n}\n',
    '{}\n',
    '\\',
  ])('%j again and again', (piece) => {
    const body = cgocallSource({ tail: fill(piece) });
    expect(['unknown', 'affected']).toContain(verdictOf(body));
    expect(verdictOf(fill(piece))).toBe('unknown');
    expect(verdictOf(fill(piece).repeat(5))).toBe('unknown');
  });
});
