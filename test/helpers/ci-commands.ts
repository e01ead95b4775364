/** What CI systems and terminals obey, for names, logs and versions that try it. */
export const marks = {
  azure: '##vso[task.setvariable variable=x]y',
  'azure’s short form': '##[error]boo',
  teamcity: "##teamcity[buildStatus text='boo']",
  octopus: '##octopus[setVariable name="eA=="]',
  github: '::error::boo',
  gitlab: 'section_start:1560896352:boo\r\x1b[0Kboo',
  'gitlab’s end': 'section_end:1560896352:boo\r\x1b[0K',
  travis: 'travis_fold:start:boo\r\x1b[0K',
  'travis’ times': 'travis_time:start:0a\r',
  'buildkite -': '--- boo',
  'buildkite +': '+++ boo',
  'buildkite ~': '~~~ boo',
  'buildkite ^': '^^^ +++',
  'erasing and colours': '\x1b[2K\x1b[1A\x1b[31mboo',
  'C1 and backspaces': '\x9b2Jboo\b\b\b',
  direction: '\u202eoob',
} as const;

/** Each in the middle of a line and on a line of its own. */
export const markedText = Object.values(marks)
  .map((mark) => `boo ${mark}\n${mark}\n  ${mark}\n`)
  .join('');

const obeyed: readonly RegExp[] = [
  /##[\w.-]*\[/,
  /(?:section_(?:start|end)|travis_(?:fold|time)):/,
  /^\s*::/,
  /^(?:---|\+\+\+|~~~|\^\^\^)(?:\s|$)/,
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069]/,
];

/** The lines of an output, without colours, that would be obeyed. */
export const obeyedLines = (output: string): string[] =>
  output.split('\n').filter((line) => obeyed.some((pattern) => pattern.test(line)));
