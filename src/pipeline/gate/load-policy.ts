import { maxPolicyCharacters, type Policy } from '../../policy/policy-schema.js';
import { kindOfPath } from '../../host/files/path-kind.js';
import { isFile, readSmallFile } from '../../host/files/files.js';
import { ReproError } from '../../model/errors.js';

export const defaultPolicyFile = '.cgoprof-repro.yml';
/** The limit of a policy in bytes. A character of UTF-8 has up to four. */
const maxPolicyBytes = 4 * maxPolicyCharacters;

/** The policy without a file: only affected subjects fail. */
const noPolicy: Policy = { version: 1 };

/**
 * Loads the policy. Throws `bad-file`.
 * @param file the value of --policy; undefined for the default file, which need not exist
 */
export async function loadPolicy(file: string | undefined): Promise<Policy> {
  if (file === undefined && !(await isFile(defaultPolicyFile))) return noPolicy;
  const name = file ?? defaultPolicyFile;
  const text = await readSmallFile(name, maxPolicyBytes);
  if (text === null) throw await unreadable(name);
  const { readPolicy } = await import('../../policy/read-policy.js');
  const policy = readPolicy(text);
  if (policy.ok) return policy.value;
  throw new ReproError('bad-file', `the policy ${name} is not valid`, {
    hint: policy.error.map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`).join('\n'),
  });
}

async function unreadable(name: string): Promise<ReproError> {
  const kind = await kindOfPath(name);
  if (kind === 'missing') {
    return new ReproError('bad-file', `the policy ${name} does not exist`, {
      hint: `Name a file that does with --policy; without it, ${defaultPolicyFile} is read where it is there.`,
    });
  }
  return kind === 'file'
    ? new ReproError('bad-file', `the policy ${name} cannot be read`, {
        hint: `It must be readable, and have at most ${maxPolicyCharacters} characters.`,
      })
    : new ReproError('bad-file', `the policy ${name} is not a file`, {
        hint: 'Name the file itself with --policy.',
      });
}
