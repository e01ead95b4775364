import { isMap, isNode, isScalar, LineCounter, type Document } from 'yaml';
import type { z } from 'zod';
import { printable } from '../text/printable.js';
import { parseYamlText } from '../text/yaml-documents.js';
import { schemaWords } from '../model/schema-words.js';
import { err, ok, type Result } from '../model/result.js';
import { maxPolicyCharacters, policySchema, type Policy } from './policy-schema.js';

/** A problem in a policy, and its place. */
export interface PolicyProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The limit of repeated anchors; more is a YAML bomb. */
const maxAliasCount = 50;

const atTop = (message: string) => err([{ line: 1, column: 1, message }]);

/** Reads the text of a policy file. All problems are reported at once, in the file’s order. */
export function readPolicy(text: string): Result<Policy, readonly PolicyProblem[]> {
  if (text.length > maxPolicyCharacters) return atTop(`it is longer than ${maxPolicyCharacters} characters`);
  const lines = new LineCounter();
  const at = (offset: number, message: string): PolicyProblem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  const { documents, refused } = parseYamlText(text, { uniqueKeys: true, lineCounter: lines });
  if (refused !== null) return atTop(refused);
  const [document, second] = documents;
  const broken = documents.flatMap(({ errors }) => errors);
  if (broken.length > 0) return err(broken.map(({ pos, message }) => at(pos[0], printable(message))));
  if (document === undefined) return atTop('it is empty; the least is `version: 1`');
  if (second !== undefined) return err([at(second.range[0], 'a policy is one YAML document')]);
  const content = toPlain(document);
  if (content === null) return atTop('its aliases repeat too much');
  const parsed = policySchema.safeParse(content.value, schemaWords);
  if (parsed.success) return ok(parsed.data);
  const problems = parsed.error.issues
    .flatMap(splitIssue)
    .map(({ path, message }) => at(offsetOf(document, path), messageAt(path, message)));
  return err(problems.toSorted((a, b) => a.line - b.line || a.column - b.column));
}

/** Returns null if aliases make more of the text than `maxAliasCount` allows. */
function toPlain(document: Document.Parsed): { readonly value: unknown } | null {
  try {
    return { value: document.toJS({ maxAliasCount }) };
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** An unknown key is a problem of its own, at that key. */
function splitIssue(issue: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code !== 'unrecognized_keys') return [issue];
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'no such setting' }));
}

function messageAt(path: readonly PropertyKey[], message: string): string {
  const where = path.map((part) => printable(String(part), 60)).join('.');
  return where === '' ? message : `${where}: ${message}`;
}

/** The place of the key or list item, or of the nearest thing around it that exists. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown = document.getIn(path.slice(0, length - 1), true);
    const name = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(name))
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range[0] ?? 0;
}
