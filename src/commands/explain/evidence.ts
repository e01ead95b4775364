/** The sources of evidence: the two ways to decide without a trial, the probes, and the signatures of their deaths. */
import type { Bug } from '../../bugs/bug.js';
import { oracleNames, type OracleName } from '../../model/report.js';
import type { Probe } from '../../oracle/probe.js';
import { knownArchitectures } from '../../oracle/binary/arch/architectures.js';
import type { Signature } from '../../oracle/signatures/signature.js';
import { signaturesWith } from '../../oracle/signatures/recognise.js';
import type { Fact } from '../../report/page/document.js';
import { duration, plural } from '../../report/page/words.js';
import { chooseTarget } from '../../target/choose-target.js';
import { usualMachine } from '../../target/known-target.js';
import type { Topic } from '../../model/topic.js';

const oracleTopicOf = ({ since, words, binary }: Bug) =>
  ({
    source: {
      title: 'Oracle source: what the runtime sources of a toolchain say',
      paragraphs: [words.oracles.source],
    },
    binary: {
      title: 'Oracle binary: what the machine code in a compiled file says',
      aliases: ['exposure', 'machine-code'],
      paragraphs: [
        '`gate` uses it for programs, shared and static libraries, core dumps, the members of archives and images, and the files that a running process has mapped. It executes none of them. `run` does not use it.',
        words.oracles.binary,
        'Code that was not understood never passes. The report says that a file has no Go only when no build information, function table, build id, section, type or message of a Go runtime is found in it.',
      ],
      facts: [
        {
          label: 'Formats',
          text: 'ELF, PE and Mach-O, linked or as objects in a static library (-buildmode=c-archive), stripped or not. XCOFF, 32-bit Mach-O, a.out of Plan 9 and WebAssembly are searched for Go, but their code is not followed.',
        },
        { label: 'Processors', text: `${knownArchitectures.join(', ')}; not all of them in each format` },
        {
          label: 'Not applicable',
          text: binary.question.onlyWithCgo
            ? `built without cgo, before Go ${since.major}.${since.minor}, for WebAssembly or Plan 9, or without any Go`
            : `built before Go ${since.major}.${since.minor}, or without any Go`,
        },
        {
          label: 'Inconclusive',
          text: 'damaged, cut off or packed; obfuscated; built by gccgo or TinyGo; of another format or processor; code that is not understood',
        },
        {
          label: 'Core dumps',
          text: 'each Go build among the mapped files is named, and cleared only if all of its code is in the dump',
        },
        {
          label: 'Exposure',
          text: `shown beside the verdict, which it never changes: ${words.exposure}`,
        },
      ],
    },
  }) satisfies Record<OracleName, Omit<Topic, 'group' | 'name'>>;

export const oracleTopics = (bug: Bug): readonly Topic[] =>
  oracleNames.map((name) => ({
    group: 'oracle',
    name,
    ...oracleTopicOf(bug)[name],
  }));

const { target: somewhere } = chooseTarget({}, usualMachine);
/** Uses the probes' own rules, so that this page cannot contradict them. */
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

export const probeTopics = ({ probes }: Bug): readonly Topic[] =>
  probes.map((probe) => ({
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

function meaningOf({ id, ending }: Signature, bug: Bug): string {
  switch (ending) {
    case 'hang':
      return `a symptom of ${bug.name} in probes that provoke a hang, else nothing`;
    case 'killed':
      return 'nothing about the bug';
    case 'crash':
      return bug.probes.some(({ symptoms }) => symptoms.includes(id))
        ? `a symptom of ${bug.name}, in the probe that provokes it`
        : 'another problem; never counted as the bug';
  }
}

export const signatureTopics = (bug: Bug): readonly Topic[] =>
  signaturesWith(bug.signatures).map((signature) => ({
    group: 'signature',
    name: signature.id,
    title: `Signature ${signature.id}: ${signature.title}`,
    paragraphs: [signature.explanation],
    facts: [{ label: 'Counts as', text: meaningOf(signature, bug) }],
  }));
