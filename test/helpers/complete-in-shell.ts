/** Completes lines in real shells: what a person would get who types them and presses a key. */
import { execa } from 'execa';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export const hasShell = (shell: Shell): boolean =>
  [shell, 'script'].every((command) => spawnSync(command, ['--version']).status === 0);

export interface CompletionRequest {
  /** The output of `cgoprof-repro completion SHELL`. */
  readonly script: string;
  /** The name or path by which the lines call the program. Something of that name has to be in the folder `bin` of `cwd`. */
  readonly program: string;
  /** What is typed behind it. */
  readonly lines: readonly string[];
  readonly cwd: string;
}

/** The words that a shell offers for the last word of each line. One shell is started for all lines. */
export async function completeInShell(shell: Shell, request: CompletionRequest): Promise<string[][]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'completion-'));
  try {
    return shell === 'fish' ? await askFish(folder, request) : await pressKeys(shell, folder, request);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function askFish(
  folder: string,
  { script, program, lines, cwd }: CompletionRequest,
): Promise<string[][]> {
  const source = path.join(folder, 'completion.fish');
  writeFileSync(source, script);
  const commands = [
    `source ${source}`,
    ...lines.map((line) => `complete -C '${`${program} ${line}`.replaceAll("'", "\\'")}'; echo '${mark}'`),
  ].join('\n');
  const { stdout } = await execa('fish', ['--no-config', '-c', commands], { cwd, env: { HOME: folder } });
  const answers = stdout.split(`${mark}\n`).slice(0, lines.length);
  return answers.map((answer) =>
    answer
      .split('\n')
      .filter((line) => line !== '' && line !== mark)
      .map((line) => lastPart(line.split('\t')[0] ?? '')),
  );
}

const mark = '(end)';
/** Alt-* in readline, and bound to the same in zsh: all that is offered is put into the line. */
const insertAll = '\u001b*';

/**
 * Types the lines at a terminal. The program records its arguments, so that the words are seen as the shell in the end
 * understands them.
 */
async function pressKeys(
  shell: 'bash' | 'zsh',
  folder: string,
  { script, program, lines, cwd }: CompletionRequest,
): Promise<string[][]> {
  const source = path.join(folder, 'completion');
  const record = path.join(folder, 'record');
  const settings = path.join(folder, '.zshrc');
  writeFileSync(source, script);
  writeFileSync(settings, [...settingsOf[shell], `source ${source}`, ''].join('\n'));
  writeFileSync(
    path.join(cwd, 'bin', path.basename(program)),
    `#!/bin/sh\n{ printf '%s\\n' "$@"; echo '${mark}'; } >>${record}\n`,
    { mode: 0o755 },
  );
  await execa(
    'script',
    ['-qec', shell === 'zsh' ? 'zsh -i' : `bash --noprofile --rcfile ${settings} -i`, '/dev/null'],
    {
      cwd,
      env: {
        HOME: folder,
        ZDOTDIR: folder,
        TERM: 'xterm',
        PATH: `${path.join(cwd, 'bin')}:${process.env['PATH'] ?? ''}`,
      },
      input: [...lines.map((line) => `${program} ${line}${insertAll}\r`), 'exit\r'].join(''),
      reject: false,
    },
  );
  const answers = readFileSync(record, 'utf8').split(`${mark}\n`).slice(0, -1);
  return answers.map((answer, index) =>
    offered(
      answer.split('\n').filter((word) => word !== ''),
      lines[index] ?? '',
    ),
  );
}

const settingsOf = {
  bash: ["PS1='$ '", 'bind "set enable-bracketed-paste off"'],
  zsh: [
    "PS1='$ '",
    'unset zle_bracketed_paste',
    'autoload -Uz compinit && compinit -u -D',
    'insert_all() { _main_complete; compstate[insert]=all; compstate[list]= }',
    'zle -C insert-all complete-word insert_all',
    "bindkey '^[*' insert-all",
  ],
} as const;

/** The words of the line that were not typed, or that go on from the last typed one. */
function offered(words: readonly string[], line: string): string[] {
  const typed = line.split(' ').length - 1;
  const last = line.split(' ').at(-1) ?? '';
  const rest = words.slice(typed);
  // Nothing was offered, and what was typed stayed.
  return rest.length === 1 && rest[0] === last ? [] : rest.map(lastPart);
}

/** Of `--format=json` and `1.23.0,1.24.0` only the part behind; a folder with or without its slash. */
const lastPart = (word: string): string => /([^=,]*=?)\/?$/.exec(word.replace(/\/$/, ''))?.[1] ?? word;
