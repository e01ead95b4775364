/** Where evidence comes from: the two ways to decide without a trial, the probes, and the signatures of their deaths. */
import type { OracleName } from '../../model/probe.js';
import type { Target } from '../../model/target.js';
import type { Probe } from '../../oracle/probes/probe.js';
import { probes } from '../../oracle/probes/table.js';
import type { Signature } from '../../oracle/signatures/signature.js';
import { signatures } from '../../oracle/signatures/table.js';
import type { Fact } from '../../report/document.js';
import { duration, plural } from '../../report/words.js';
import type { Topic } from './topic.js';

const oracleTexts = {
  source:
    'Reads src/runtime/cgocall.go and runtime2.go of the GOROOT and works out what the end of cgocallbackg does to isExtraInC. These sources are compiled into every program, so they say more than the VERSION file. What is not understood with certainty is unknown.',
  binary:
    'Reads a built program or library: which Go built it, with cgo or without, and, from the machine code of runtime.cgocallbackg in it, whether isExtraInC is set after a callback without a look at ncgo. That is the code which will run, so it decides whatever version the file names. It says nothing that only a run could show.',
} as const satisfies Record<OracleName, string>;

const oracleTitles = {
  source: 'Oracle source: what the runtime sources of a toolchain say',
  binary: 'Oracle binary: what the machine code in a built program says',
} as const satisfies Record<OracleName, string>;

export const oracleTopics: readonly Topic[] = (['source', 'binary'] as const).map((name) => ({
  group: 'oracle',
  name,
  title: oracleTitles[name],
  paragraphs: [oracleTexts[name]],
}));

const somewhere: Target = {
  goos: 'linux',
  goarch: 'amd64',
  libc: 'glibc',
  cc: 'gcc',
  buildmode: 'exe',
  runner: null,
  race: false,
};
/** The probes' own rules are asked, so that this page cannot say something else. */
const trickyTargets = [
  { name: 'on windows', target: { ...somewhere, goos: 'windows' } },
  { name: 'with --race', target: { ...somewhere, race: true } },
] as const;

function blindSpots(probe: Probe): Fact[] {
  return trickyTargets.flatMap(({ name, target }) => {
    const reason = probe.cannotTell(target);
    return reason === null ? [] : [{ label: 'Cannot tell', text: `${name}: ${reason}` }];
  });
}

function costOf({ expectedMs, expectedTrials, takesChances }: Probe): string {
  const total = expectedMs * expectedTrials;
  const time = total < 1000 ? `${total} ms` : duration(total);
  const chance = takesChances ? '; one trial may miss the bug, so more of them tell more' : '';
  return `about ${time} on a fixed toolchain, in ${plural(expectedTrials, 'trial')}${chance}`;
}

export const probeTopics: readonly Topic[] = Object.values(probes).map((probe) => ({
  group: 'probe',
  name: probe.name,
  title: `Probe ${probe.name}`,
  paragraphs: [probe.asks],
  facts: [
    { label: 'When affected', text: probe.whenAffected },
    { label: 'When fixed', text: probe.whenFixed },
    ...blindSpots(probe),
    { label: 'Cost', text: costOf(probe) },
    { label: 'Hang after', text: duration(probe.limitMs) },
    {
      label: 'Asked',
      text: probe.byDefault ? 'in every run' : `only by name: --probes ${probe.name}`,
    },
  ],
}));

const meanings = {
  'this-bug': 'a symptom of golang/go#72870, in the probe that provokes it',
  hang: 'a symptom of golang/go#72870 in probes that provoke a hang, else nothing',
  killed: 'nothing about the bug',
  other: 'another problem; never counted as the bug',
} as const satisfies Record<Signature['meaning'], string>;

export const signatureTopics: readonly Topic[] = signatures.map(({ id, title, explanation, meaning }) => ({
  group: 'signature',
  name: id,
  title: `Signature ${id}: ${title}`,
  paragraphs: [explanation],
  facts: [{ label: 'Counts as', text: meanings[meaning] }],
}));
