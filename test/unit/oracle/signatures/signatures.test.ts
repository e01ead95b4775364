/**
 * Logs of real crashes (test/golden/crashes), each made with the release that its name gives, by the fixture's own probes
 * or by a program of a few lines that does what the name says.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChildRecord } from '../../../../src/model/child.js';
import {
  decisiveLines,
  recognise as ask,
  signaturesWith,
} from '../../../../src/oracle/signatures/recognise.js';
import { childRecord, exited, signalled } from '../../../helpers/child-record.js';
import { theBug } from '../../../helpers/the-bug.js';

const folder = path.join(import.meta.dirname, '../../../golden/crashes');
const log = (name: string): string => readFileSync(path.join(folder, `${name}.log`), 'utf8');

interface Case {
  readonly log: string;
  readonly child: Partial<ChildRecord>;
  readonly id: string;
  /** What the part shown to people begins with. */
  readonly shows: string;
}

const cases: readonly Case[] = [
  {
    log: 'profile-panic-go1.21.0',
    child: exited(2),
    id: 'profile-panic-slice-bounds',
    shows: 'panic: runtime error: slice bounds out of range [4:2]\n\ngoroutine ',
  },
  {
    log: 'profile-panic-go1.23.0',
    child: exited(2),
    id: 'profile-panic-slice-bounds',
    shows: 'panic: runtime error: slice bounds out of range [4:2]\n\ngoroutine ',
  },
  {
    log: 'profile-panic-go1.24.1',
    child: exited(2),
    id: 'profile-panic-short-stack',
    shows: 'panic: stack too short to match cached location; stk = [',
  },
  { log: 'fault-recovery-go1.23.0', child: signalled('SIGSEGV'), id: 'silent-segv', shows: '' },
  // qemu-user and shells pass a signal on as 128 + n.
  { log: 'fault-recovery-go1.23.0', child: exited(139), id: 'silent-segv', shows: '' },
  { log: 'fault-recovery-go1.23.0', child: signalled('SIGBUS'), id: 'silent-segv', shows: '' },
  {
    log: 'preemption-go1.23.0',
    child: { ...exited(2), endedBy: 'sigquit' },
    id: 'hang',
    shows: 'SIGQUIT: quit\nPC=0x',
  },
  {
    log: 'fault-recovery-go1.23.0',
    child: { ...signalled('SIGKILL'), endedBy: 'sigkill' },
    id: 'hang',
    shows: '',
  },
  {
    log: 'morestack-on-g0-go1.21.0',
    child: exited(2),
    id: 'morestack-on-g0',
    shows: 'fatal: morestack on g0\nSIGTRAP: trace trap\n',
  },
  {
    log: 'deadlock-go1.23.0',
    child: exited(2),
    id: 'go-fatal-error',
    shows: 'fatal error: all goroutines are asleep - deadlock!\n',
  },
  {
    log: 'concurrent-map-writes-go1.23.0',
    child: exited(2),
    id: 'go-fatal-error',
    shows: 'fatal error: concurrent map writes\n',
  },
  { log: 'panic-go1.23.0', child: exited(2), id: 'go-panic', shows: 'panic: the cache is empty\n' },
  {
    log: 'segv-in-c-go1.23.0',
    child: exited(2),
    id: 'go-signal',
    shows: 'SIGSEGV: segmentation violation\nPC=',
  },
  { log: 'abort-in-cgo-go1.23.0', child: exited(2), id: 'go-signal', shows: 'SIGABRT: abort\nPC=' },
  {
    log: 'assert-in-c',
    child: signalled('SIGABRT'),
    id: 'c-abort',
    shows: 'program: abort.c:2: main: Assertion',
  },
  { log: 'fault-recovery-go1.23.0', child: signalled('SIGKILL'), id: 'killed-from-outside', shows: '' },
  { log: 'fault-recovery-go1.23.0', child: signalled('SIGTERM'), id: 'killed-from-outside', shows: '' },
  // Windows says it by the exit code alone.
  { log: 'fault-recovery-go1.23.0', child: exited(0xc0000135), id: 'missing-dll', shows: '' },
  { log: 'fault-recovery-go1.23.0', child: exited(0xc0000005), id: 'windows-exception', shows: '' },
  { log: 'fault-recovery-go1.23.0', child: exited(137), id: 'killed-from-outside', shows: '' },
];

const recognise = (child: ChildRecord) => ask(child, theBug.signatures);

describe('recognise', () => {
  it.each(cases)(
    '$log ($child.end.kind $child.end.code$child.end.signal): $id',
    ({ log: name, child, id, shows }) => {
      const record = childRecord({ ...child, output: log(name) });
      const signature = recognise(record);
      expect(signature?.id).toBe(id);
      const lines = decisiveLines(record, signature);
      expect(lines.startsWith(shows)).toBe(true);
      expect(lines.split('\n').length).toBeLessThanOrEqual(14);
    },
  );

  // No such machine to make it on: the loader's words as the release notes of macOS 26 tell them.
  it('a binary without LC_UUID on macOS', () => {
    const output = 'dyld[4711]: missing LC_UUID load command in /tmp/program\n';
    expect(recognise(childRecord({ ...signalled('SIGABRT'), output }))?.id).toBe('missing-lc-uuid');
  });

  it('has an example of every signature', () => {
    const shown = new Set([...cases.map(({ id }) => id), 'missing-lc-uuid']);
    expect(
      signaturesWith(theBug.signatures)
        .map(({ id }) => id)
        .toSorted(),
    ).toStrictEqual([...shown].toSorted());
  });
});

const idOf = (child: Partial<ChildRecord>): string | null => recognise(childRecord(child))?.id ?? null;

describe('a near miss is not taken for the crash', () => {
  const panic = log('profile-panic-go1.23.0');

  it.each([...new Set(cases.map(({ log: name }) => name))])(
    '%s printed by a program that ends well',
    (name) => {
      expect(idOf({ ...exited(0), output: log(name) })).toBeNull();
    },
  );

  it.each([1, 3, 64])('the profile panic printed by a program that exits with %i', (code) => {
    expect(idOf({ ...exited(code), output: panic })).toBeNull();
  });

  it('the profile panic printed by a program that was killed', () => {
    expect(idOf({ ...signalled('SIGKILL'), output: panic })).toBe('killed-from-outside');
  });

  it('the same panic in another function', () => {
    const output = panic.replaceAll('appendLocsForStack', 'appendSomething');
    expect(idOf({ ...exited(2), output })).toBe('go-panic');
  });

  it('another panic in the same function', () => {
    const output = panic.replace('slice bounds out of range [4:2]', 'index out of range [4] with length 2');
    expect(idOf({ ...exited(2), output })).toBe('go-panic');
  });

  it('the same panic in another goroutine than the profile builder’s', () => {
    const builder = panic.slice(panic.indexOf('goroutine ')).replace('[running]', '[runnable]');
    const output = `panic: runtime error: slice bounds out of range [4:2]\n\ngoroutine 1 [running]:\nmain.main()\n\tmain.go:3 +0x25\n\n${builder}`;
    expect(idOf({ ...exited(2), output })).toBe('go-panic');
  });

  it('words in the middle of a line', () => {
    const output = 'log: panic: fatal error: goroutine 1 [running]:\n';
    expect(idOf({ ...exited(2), output })).toBeNull();
  });

  it('a segmentation fault that Go reported', () => {
    const output = log('segv-in-c-go1.23.0');
    expect(idOf({ ...signalled('SIGSEGV'), output })).toBe('go-signal');
  });

  it('a silent death that the harness caused', () => {
    expect(idOf({ ...signalled('SIGSEGV'), endedBy: 'interrupt' })).toBeNull();
    expect(idOf({ ...signalled('SIGKILL'), endedBy: 'interrupt' })).toBeNull();
    expect(idOf({ ...signalled('SIGKILL'), endedBy: 'flood' })).toBeNull();
  });

  it('an end that came just when the deadline passed', () => {
    expect(idOf({ ...exited(0), endedBy: 'sigquit' })).toBeNull();
  });

  it('a signal that stands for nothing known', () => {
    expect(idOf(signalled('SIGUSR1'))).toBeNull();
    expect(idOf(exited(255))).toBeNull();
  });
});

describe('hostile output', () => {
  const words = fc.constantFrom(
    'panic: ',
    'panic: runtime error: slice bounds out of range [4:2]',
    'fatal error: ',
    'goroutine 1 [running]:',
    'goroutine ',
    'runtime/pprof.(*profileBuilder).appendLocsForStack(',
    'SIGSEGV: ',
    'PC=',
    '\n',
    '\n\n',
    '\u001b[31m',
  );
  const output = fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }).map((parts) => parts.join(''));

  it('never throws, and never blames the bug on a program that ended well', () => {
    fc.assert(
      fc.property(output, fc.constantFrom(0, 1, 2, 134, 139), (text, code) => {
        const child = childRecord({ ...exited(code), output: text });
        const signature = recognise(child);
        expect(decisiveLines(child, signature).split('\n').length).toBeLessThanOrEqual(14);
        const guiltless = code === 0 || code === 1;
        expect(guiltless && theBug.signatures.some(({ id }) => id === signature?.id)).toBe(false);
      }),
    );
  });

  // A quadratic step would run into the time limit of the test.
  it.each(['goroutine 1 [running', 'panic: ', 'goroutine 1 [running]:\n', 'SIGA', '\n', 'fatal error: \n'])(
    'reads %j again and again in linear time',
    (piece) => {
      const text = `panic: runtime error: slice bounds out of range [4:2]\n${piece.repeat((64 << 10) / piece.length)}`;
      expect(recognise(childRecord({ ...exited(2), output: text }))?.id).not.toBe(
        'profile-panic-slice-bounds',
      );
    },
  );
});
