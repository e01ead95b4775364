import { execFileSync } from 'node:child_process';

/** Runs git in a folder, without the settings of whoever runs the tests. */
export function git(cwd: string, ...args: string[]): string {
  const who = { NAME: 'a', EMAIL: 'a@example.com' };
  return execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: who.NAME,
      GIT_AUTHOR_EMAIL: who.EMAIL,
      GIT_COMMITTER_NAME: who.NAME,
      GIT_COMMITTER_EMAIL: who.EMAIL,
    },
  });
}
