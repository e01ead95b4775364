import { applyPatch } from 'diff';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edit } from '../../../../src/model/pin.js';
import { applyEdits } from '../../../../src/pins/edit/apply-edits.js';
import { pinReaderFor } from '../../../../src/pins/readers/pin-kinds.js';
import { judgePins } from '../../../../src/pins/judge/judge-pins.js';
import { unifiedDiff } from '../../../../src/pins/edit/unified-diff.js';
import { knownReleases } from '../../../helpers/known-releases.js';

const edit = (startOffset: number, endOffset: number, newText: string): Edit => ({
  file: 'f',
  startOffset,
  endOffset,
  newText,
  certain: true,
  reason: '',
});

const anyText = fc.string({
  unit: fc.constantFrom('a', ' ', '#', '\n', '\r\n', '\uFEFF', 'é', '😀', '"', "'"),
});

test('what lies between the edits is kept, character for character', () => {
  const parts = fc.array(fc.record({ kept: anyText, old: anyText, new: anyText }), { maxLength: 8 });
  fc.assert(
    fc.property(parts, anyText, (parts, rest) => {
      const edits: Edit[] = [];
      let text = '';
      for (const part of parts) {
        text += `${part.kept}|`;
        edits.push(edit(text.length, text.length + part.old.length, part.new));
        text += part.old;
      }
      const expected = parts.map((part) => `${part.kept}|${part.new}`).join('') + rest;
      expect(applyEdits(text + rest, edits.toReversed())).toEqual({ ok: true, value: expected });
    }),
  );
});

test('overlapping edits and edits outside of the text are refused', () => {
  expect(applyEdits('abcdef', [edit(0, 3, 'x'), edit(2, 4, 'y')]).ok).toBe(false);
  expect(applyEdits('abcdef', [edit(2, 2, 'x'), edit(2, 2, 'y')]).ok).toBe(false);
  expect(applyEdits('abc', [edit(2, 9, 'x')]).ok).toBe(false);
  expect(applyEdits('abc', [edit(2, 1, 'x')]).ok).toBe(false);
});

test('the same edit twice is made once', () => {
  expect(applyEdits('go 1.22', [edit(3, 7, '1.23.8'), edit(3, 7, '1.23.8')])).toEqual({
    ok: true,
    value: 'go 1.23.8',
  });
});

const affected: readonly (readonly [file: string, pin: string, fixed: string])[] = [
  ['go.work', 'toolchain go1.23.1', 'toolchain go1.23.8'],
  ['Dockerfile', 'FROM golang:1.24.1-alpine', 'FROM golang:1.24.2-alpine'],
  ['.tool-versions', 'golang 1.22.3', 'golang 1.23.8'],
];

test.each(affected)('in %s, %j becomes %j whatever is around it', (file, pin, fixed) => {
  const lines = fc.array(fc.constantFrom('# comment', '', '# FROM golang:1.22', '// go 1.22', '  '), {
    maxLength: 6,
  });
  const lineEnd = fc.constantFrom('\n', '\r\n');
  fc.assert(
    fc.property(lines, lines, lineEnd, fc.boolean(), (before, after, end, last) => {
      const around = (middle: string): string => [...before, middle, ...after].join(end) + (last ? end : '');
      const findings = judgePins(
        pinReaderFor(file)?.({ path: file, text: around(pin) }) ?? [],
        knownReleases,
      );
      const edits = findings.flatMap((finding) => finding.edit ?? []);
      expect(applyEdits(around(pin), edits)).toEqual({ ok: true, value: around(fixed) });
    }),
  );
});

test('a diff applied to the old text gives the new one, and there is none without a change', () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const diff = unifiedDiff('a file\n\u001b[31m', before, after);
      expect(diff === '').toBe(before === after);
      expect(diff).not.toContain('\u001b');
      expect(applyPatch(before, diff, { autoConvertLineEndings: false })).toBe(after);
    }),
  );
});

test('git and patch find the file that a diff names', () => {
  const headers = (file: string) => unifiedDiff(file, 'a\n', 'b\n').split('\n').slice(0, 2);
  expect(headers('a/go.mod')).toEqual(['--- a/a/go.mod', '+++ b/a/go.mod']);
  expect(headers('sub dir/go.mod')).toEqual(['--- a/sub dir/go.mod\t', '+++ b/sub dir/go.mod\t']);
  expect(headers('a\t"b\n\u001b/é')[0]).toBe('--- "a/a\\t\\"b\\n\\033/\\303\\251"');
});

const workflow = ['jobs:', '  a:', '    steps:', '      - uses: actions/setup-go@v5', '        with:'];
const marked: readonly (readonly [file: string, lines: readonly string[], fixed: string])[] = [
  ['.github/workflows/ci.yml', [...workflow, "          go-version: '1.22' # c"], '1.23'],
  ['.github/workflows/ci.yml', [...workflow, '          go-version: 1.22'], '1.23'],
  ['.gitlab-ci.yml', ['image: golang:1.22'], '1.23'],
  ['Dockerfile', ['# c', 'FROM golang:1.22'], '1.23'],
  ['mise.toml', ['[tools]', 'go = "1.22"'], '1.23'],
  ['.go-version', ['1.22'], '1.23'],
  ['.tool-versions', ['golang 1.22'], '1.23'],
  ['MODULE.bazel', ['go_sdk.download(version = "1.22")'], '1.23.8'],
];

test.each(marked)('%s: a byte order mark and carriage returns stay, %j', (file, lines, fixed) => {
  const text = `\uFEFF${lines.join('\r\n')}`;
  const findings = judgePins(pinReaderFor(file)?.({ path: file, text }) ?? [], knownReleases);
  expect(findings).toHaveLength(1);
  expect(applyEdits(text, findings[0]?.edit ? [findings[0].edit] : [])).toEqual({
    ok: true,
    value: text.replace('1.22', fixed),
  });
});
