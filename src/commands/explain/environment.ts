/** The environment variables that count, for `explain environment` and the man page. A test compares them with the source. */
import type { Topic } from '../../model/topic.js';

export interface VariablesThatCount {
  readonly names: readonly [string, ...string[]];
  readonly text: string;
}

export const variablesThatCount: readonly VariablesThatCount[] = [
  {
    names: ['CGOPROF_REPRO_CACHE'],
    text: 'The folder of toolchains, programs and reports, if --cache-dir is not given.',
  },
  {
    names: ['CGOPROF_REPRO_MAX_SIZE'],
    text: 'The limit of installed toolchains and builds, such as 5GB, if --max-cache-size is not given.',
  },
  {
    names: ['CGOPROF_REPRO_SHARD'],
    text: 'The part of a matrix that this machine takes, such as 1/3, if --shard is not given.',
  },
  {
    names: ['CGOPROF_REPRO_SHARD_INDEX', 'CGOPROF_REPRO_SHARD_TOTAL'],
    text: 'The same as two numbers; the first index is 0.',
  },
  {
    names: [
      'CI_NODE_INDEX',
      'CI_NODE_TOTAL',
      'CIRCLE_NODE_INDEX',
      'CIRCLE_NODE_TOTAL',
      'BUILDKITE_PARALLEL_JOB',
      'BUILDKITE_PARALLEL_JOB_COUNT',
      'SLURM_ARRAY_TASK_ID',
      'SLURM_ARRAY_TASK_MIN',
      'SLURM_ARRAY_TASK_STEP',
      'SLURM_ARRAY_TASK_COUNT',
      'JOB_COMPLETION_INDEX',
      'JOB_COMPLETIONS',
    ],
    text: 'The same, as GitLab, CircleCI, Buildkite, Slurm and Kubernetes set it.',
  },
  {
    names: ['FORCE_COLOR'],
    text: 'Colours even without a terminal; 0 or false means none.',
  },
  { names: ['NO_COLOR'], text: 'No colours, if it is not empty and FORCE_COLOR is not set.' },
  { names: ['TERM'], text: 'With dumb there are neither colours nor live progress.' },
  { names: ['COLUMNS'], text: 'The width of help, if it is set for programs.' },
  { names: ['CI'], text: 'Progress is printed line by line, unless it is empty, 0 or false.' },
  {
    names: ['GITHUB_STEP_SUMMARY'],
    text: 'A file to which the report is added as Markdown. GitHub sets it.',
  },
  {
    names: ['WINEPREFIX'],
    text: 'The prefix in which programs for Windows run, if it is not to be the tool’s own.',
  },
  { names: ['CC'], text: 'The C compiler, if --cc is not given.' },
  {
    names: ['PATH', 'PATHEXT'],
    text: 'Where the go command, the C compiler, git and programs that unpack are searched.',
  },
  {
    names: ['GOTOOLCHAIN', 'GOROOT', 'GOFLAGS', 'GOWORK'],
    text: 'They say which Go is meant by --go local, as go build reads them. Programs under test are built without them.',
  },
  {
    names: [
      'GOPROXY',
      'GONOPROXY',
      'GOPRIVATE',
      'GOSUMDB',
      'GONOSUMDB',
      'GOINSECURE',
      'GOAUTH',
      'GOVCS',
      'GOMODCACHE',
      'GOENV',
    ],
    text: 'How releases are fetched, as the go command reads them.',
  },
  {
    names: ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'],
    text: 'Proxies, in capitals or small letters, as the go command reads them.',
  },
  { names: ['NETRC'], text: 'The file with credentials for module proxies.' },
  {
    names: ['HOME', 'XDG_CONFIG_HOME', 'APPDATA'],
    text: 'Where .netrc, the settings of go env -w and installed toolchains are searched.',
  },
  { names: ['XDG_CACHE_HOME', 'LOCALAPPDATA'], text: 'Where the cache is, if nothing else says so.' },
  { names: ['TMPDIR', 'TEMP', 'TMP'], text: 'The folder for temporary files.' },
  {
    names: [
      'RUNNER_TOOL_CACHE',
      'AGENT_TOOLSDIRECTORY',
      'MISE_DATA_DIR',
      'ASDF_DATA_DIR',
      'GOENV_ROOT',
      'GVM_ROOT',
    ],
    text: 'Where hosted runners and version managers keep toolchains, which are used in place.',
  },
];

export const environmentTopics: readonly Topic[] = [
  {
    group: 'environment',
    name: 'environment',
    aliases: ['env', 'variables', 'environment-variables'],
    title: 'Environment variables that count',
    paragraphs: ['An option wins over the variable of the same meaning.'],
    // Labels share a column, so only the first name is one.
    facts: variablesThatCount.map(({ names: [label, ...others], text }) => ({
      label,
      text: others.length === 0 ? text : `${text} Also: ${others.join(', ')}.`,
    })),
  },
];
