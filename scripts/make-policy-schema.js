/** Writes schema/policy.schema.json from the schema in src/policy/policy-schema.ts. Run after `npm run build`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from './load.js';

const root = new URL('..', import.meta.url);
/** @type {typeof import('../src/policy/policy-schema.ts').policyJsonSchema} */
const policyJsonSchema = (await load('policy/policy-schema')).policyJsonSchema;
writeFileSync(fileURLToPath(new URL('schema/policy.schema.json', root)), policyJsonSchema());
