/**
 * Ends of children as Windows and macOS report them, through the signatures and every probe. Texts are those of the runtime
 * (signal_windows.go, signal_unix.go, panic.go), of the loader dyld, and of programs that were run; a text with CR LF is
 * what a terminal or a C library of Windows makes of it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { probes } from '../../../../../src/bugs/go72870/probes/table.js';
import type { ChildRecord } from '../../../../../src/model/child.js';
import type { TrialJudgement } from '../../../../../src/oracle/probe.js';
import { parseMessages } from '../../../../../src/oracle/protocol.js';
import { decisiveLines } from '../../../../../src/oracle/signatures/recognise.js';
import { exited, signalled } from '../../../../helpers/child-record.js';
import { trialFacts } from '../../../../helpers/trial-facts.js';

const crashes = path.join(import.meta.dirname, '../../../../golden/crashes');
const log = (name: string): string => readFileSync(path.join(crashes, `${name}.log`), 'utf8');
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

interface Ending {
  readonly how: string;
  readonly child: Partial<ChildRecord>;
  readonly id: string | null;
  /** Probes that take it for the bug once they have put their question; none if absent. */
  readonly showsIn?: readonly string[];
  /** The outcome in every probe that does not. */
  readonly outcome: TrialJudgement['outcome'];
  /** Part of the note, for an end without a signature. */
  readonly note?: string;
}

const profilePanic = ['profile-crash', 'attribution'];
/** What Go on Windows prints for a fault in C (winthrow in runtime/signal_windows.go). */
const winthrow = `Exception 0xc0000005 0x1 0x0 0x7ff7c5a01542
PC=0x7ff7c5a01542
signal arrived during external code execution

runtime.cgocall(0x7ff7c5a01530, 0xc00008fe90)
\truntime/cgocall.go:167 +0x3e fp=0xc00008fe68 sp=0xc00008fe00 pc=0x7ff7c59c7bbe
`;
const nilOnWindows = `panic: runtime error: invalid memory address or nil pointer dereference
[signal 0xc0000005 code=0x1 addr=0x0 pc=0x140080af6]

goroutine 1 [running]:
main.main()
`;

const windows: readonly Ending[] = [
  {
    how: 'an access violation, silent (0xC0000005)',
    child: exited(3221225477),
    id: 'windows-exception',
    outcome: 'other-crash',
  },
  {
    how: 'an access violation in C that Go reports',
    child: { ...exited(2), output: winthrow },
    id: 'go-signal',
    outcome: 'other-crash',
  },
  {
    how: 'the same with CR LF',
    child: { ...exited(2), output: crlf(winthrow) },
    id: 'go-signal',
    outcome: 'other-crash',
  },
  {
    how: 'the same, which ends with the exception (GOTRACEBACK=crash)',
    child: { ...exited(3221225477), output: winthrow },
    id: 'go-signal',
    outcome: 'other-crash',
  },
  {
    how: 'a silent fault under wine, which passes the lowest byte on',
    child: exited(5),
    id: null,
    outcome: 'other-crash',
    note: 'exit code 5',
  },
  {
    how: 'a nil dereference that nobody recovers',
    child: { ...exited(2), output: nilOnWindows },
    id: 'go-panic',
    outcome: 'other-crash',
  },
  {
    how: 'a missing DLL (0xC0000135)',
    child: exited(3221225781),
    id: 'missing-dll',
    outcome: 'other-crash',
  },
  {
    how: 'a DLL without a function (0xC0000139)',
    child: exited(3221225785),
    id: 'windows-exception',
    outcome: 'other-crash',
  },
  {
    how: 'Ctrl-C in its console (0xC000013A)',
    child: exited(3221225786),
    id: 'killed-from-outside',
    outcome: 'killed',
  },
  {
    how: 'a stack overflow in C (0xC00000FD)',
    child: exited(3221225725),
    id: 'windows-exception',
    outcome: 'other-crash',
  },
  {
    how: 'abort() of the universal C library (0xC0000409)',
    child: exited(3221226505),
    id: 'windows-exception',
    outcome: 'other-crash',
  },
  {
    how: 'abort() of msvcrt',
    child: {
      ...exited(3),
      output:
        "\r\nThis application has requested the Runtime to terminate it in an unusual way.\r\nPlease contact the application's support team for more information.\r\n",
    },
    id: null,
    outcome: 'other-crash',
    note: 'exit code 3',
  },
  {
    how: 'the panic of the profile builder with CR LF',
    child: { ...exited(2), output: crlf(log('profile-panic-go1.23.0')) },
    id: 'profile-panic-slice-bounds',
    showsIn: profilePanic,
    outcome: 'other-crash',
  },
  {
    how: 'the same of Go 1.24',
    child: { ...exited(2), output: crlf(log('profile-panic-go1.24.1')) },
    id: 'profile-panic-short-stack',
    showsIn: profilePanic,
    outcome: 'other-crash',
  },
  {
    how: 'another panic with CR LF',
    child: { ...exited(2), output: crlf(log('panic-go1.23.0')) },
    id: 'go-panic',
    outcome: 'other-crash',
  },
  {
    how: 'a fatal error with CR LF',
    child: { ...exited(2), output: crlf(log('deadlock-go1.23.0')) },
    id: 'go-fatal-error',
    outcome: 'other-crash',
  },
  {
    how: 'an end by Task Manager',
    child: exited(1),
    id: null,
    outcome: 'other-crash',
    note: 'exit code 1',
  },
  {
    how: 'bcryptprimitives.dll that wine lacks',
    child: {
      ...exited(2),
      output:
        'fatal error: bcryptprimitives.dll not found\r\npanic before malloc heap initialized\r\n\r\nruntime stack:\r\nruntime.throw({0x0, 0x0})\r\n',
    },
    id: 'go-fatal-error',
    outcome: 'other-crash',
  },
];

const darwin: readonly Ending[] = [
  {
    how: 'SIGSEGV, silent',
    child: signalled('SIGSEGV'),
    id: 'silent-segv',
    showsIn: ['fault-recovery'],
    outcome: 'other-crash',
  },
  {
    how: 'SIGBUS, silent, which macOS sends for pages without access',
    child: signalled('SIGBUS'),
    id: 'silent-segv',
    showsIn: ['fault-recovery'],
    outcome: 'other-crash',
  },
  {
    how: 'SIGSEGV in C with the report of Go',
    child: { ...exited(2), output: log('segv-in-c-go1.23.0') },
    id: 'go-signal',
    outcome: 'other-crash',
  },
  {
    how: 'a fault at an address that is no pointer',
    child: {
      ...exited(2),
      output:
        'unexpected fault address 0x100e24000\nfatal error: fault\n[signal SIGBUS: bus error code=0x2 addr=0x100e24000 pc=0x100d3c0f4]\n\ngoroutine 1 gp=0x14000002380 m=0 mp=0x100f0b8a0 [running]:\n',
    },
    id: 'go-fatal-error',
    outcome: 'other-crash',
  },
  {
    how: 'SIGABRT of a C program whose Go library panics as the bug does',
    child: { ...signalled('SIGABRT'), output: log('profile-panic-go1.23.0') },
    id: 'profile-panic-slice-bounds',
    showsIn: profilePanic,
    outcome: 'other-crash',
  },
  {
    how: 'SIGABRT of a C program whose Go library panics otherwise',
    child: { ...signalled('SIGABRT'), output: log('panic-go1.23.0') },
    id: 'go-panic',
    outcome: 'other-crash',
  },
  {
    how: 'SIGABRT of C',
    child: {
      ...signalled('SIGABRT'),
      output: 'Assertion failed: (0), function main, file main.c, line 2.\n',
    },
    id: 'c-abort',
    outcome: 'other-crash',
  },
  ...(['SIGABRT', 'SIGKILL'] as const).map((signal) => ({
    how: `dyld, which refuses a binary without LC_UUID (${signal})`,
    child: {
      ...signalled(signal),
      output: 'dyld[4711]: missing LC_UUID load command in /private/tmp/program\n',
    },
    id: 'missing-lc-uuid',
    outcome: 'other-crash' as const,
  })),
  {
    how: 'dyld, which does not find a library',
    child: {
      ...signalled('SIGABRT'),
      output: 'dyld[4712]: Library not loaded: @rpath/libprogram.dylib\n  Reason: tried: …\n',
    },
    id: 'c-abort',
    outcome: 'other-crash',
  },
  {
    how: 'a hang that SIGQUIT ends with stacks',
    child: { ...exited(2), endedBy: 'sigquit', output: log('preemption-go1.23.0') },
    id: 'hang',
    showsIn: ['fault-recovery', 'preemption'],
    outcome: 'hang',
  },
  {
    how: 'a hang that only SIGKILL ends',
    child: { ...signalled('SIGKILL'), endedBy: 'sigkill' },
    id: 'hang',
    showsIn: ['fault-recovery', 'preemption'],
    outcome: 'hang',
  },
  {
    how: 'SIGKILL by the system: its code signature, or memory',
    child: signalled('SIGKILL'),
    id: 'killed-from-outside',
    outcome: 'killed',
  },
  {
    how: 'SIGTRAP',
    child: signalled('SIGTRAP'),
    id: null,
    outcome: 'other-crash',
    note: 'ended by SIGTRAP',
  },
  {
    how: 'another format: it does not start',
    child: { end: { kind: 'not-started', reason: 'ENOEXEC' } },
    id: null,
    outcome: 'harness-error',
    note: 'could not be started: ENOEXEC',
  },
];

/** What a program has said when it has put the question of any probe, and seen no answer. */
const asked = [
  { type: 'layout', hasFlag: true },
  { type: 'faulting' },
  { type: 'profiling' },
  { type: 'spinning' },
];

describe.each([...windows, ...darwin])('$how', ({ child, id, showsIn = [], outcome, note }) => {
  it.each(probes)('$name', (probe) => {
    const facts = trialFacts(asked, child);
    expect(facts.signature?.id ?? null).toBe(id);
    const trial = probe.judgeTrial(facts);
    expect(trial.says).toBe(showsIn.includes(probe.name) ? 'affected' : null);
    if (!showsIn.includes(probe.name)) expect(trial.outcome).toBe(outcome);
    if (note !== undefined) expect(trial.note).toBe(note);
    expect(trial.detection).toBe(0);

    // Before its question nothing counts, and nothing makes it fixed.
    const early = probe.judgeTrial(trialFacts([], child));
    expect(early.says).toBeNull();
    expect(early.outcome).not.toBe('clean');
    expect(probe.conclude([early, early, early], 0.5).verdict).toBe('inconclusive');
  });
});

describe('on Windows', () => {
  it('a hang is ended by force: exit code 1, which is its own for the one that ended it', () => {
    for (const probe of probes) {
      const facts = trialFacts(asked, { ...exited(1), endedBy: 'sigkill' });
      expect(facts.signature?.id).toBe('hang');
      // `flag` and the probes that take profiles do not ask whether it hangs; the others are not asked there at all.
      const takesHangs = ['fault-recovery', 'preemption'].includes(probe.name);
      expect(probe.judgeTrial(facts)).toMatchObject({
        outcome: 'hang',
        says: takesHangs ? 'affected' : null,
      });
    }
  });

  it('a debugger of wine may make exit code 0 of a crash, which is not clean', () => {
    const output = 'Unhandled exception: page fault on write access to 0x0000000000000000 in 64-bit code\r\n';
    for (const probe of probes) {
      const trial = probe.judgeTrial(trialFacts(asked, { ...exited(0), output }));
      expect(trial).toMatchObject({ outcome: 'harness-error', says: null });
    }
  });

  it('messages of which each line ends with CR LF are read', () => {
    const lines = ['{"v":1,"type":"done","probe":"flag"}\r', '{"v":1,"type":"spinning"}\r'];
    expect(parseMessages(lines).map(({ type }) => type)).toStrictEqual(['done', 'spinning']);
  });

  it('shows the decisive lines without the CRs', () => {
    const facts = trialFacts(asked, { ...exited(2), output: crlf(log('panic-go1.23.0')) });
    expect(decisiveLines(facts.child, facts.signature)).toMatch(/^panic: the cache is empty\n\ngoroutine /);
  });
});
