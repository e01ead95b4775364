import type { Policy } from '../../gate/policy-schema.js';
import { isFile, readSmallFile } from '../../host/files.js';
import { ReproError } from '../../model/errors.js';

export const defaultPolicyFile = '.cgoprof-repro.yml';
const maxPolicyBytes = 256 * 1024;

/** Without a file: only affected subjects fail. */
const noPolicy: Policy = { version: 1 };

/** @param file what --policy said; undefined for the default file, which need not exist. Throws `bad-file`. */
export async function loadPolicy(file: string | undefined): Promise<Policy> {
  if (file === undefined && !(await isFile(defaultPolicyFile))) return noPolicy;
  const name = file ?? defaultPolicyFile;
  const text = await readSmallFile(name, maxPolicyBytes);
  if (text === null) {
    throw new ReproError('bad-file', `the policy ${name} cannot be read`, {
      hint: `It must be a file of at most ${maxPolicyBytes} bytes.`,
    });
  }
  const { readPolicy } = await import('../../gate/read-policy.js');
  const policy = readPolicy(text);
  if (policy.ok) return policy.value;
  throw new ReproError('bad-file', `the policy ${name} is not valid`, {
    hint: policy.error.map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`).join('\n'),
  });
}
