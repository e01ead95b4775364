/** Writes schema/report.schema.json from the schema in src/model/report-schema.ts. Run after `npm run build`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from './load.js';

const root = new URL('..', import.meta.url);
/** @type {typeof import('../src/report/formats/json-schema.ts').reportJsonSchema} */
const reportJsonSchema = (await load('report/formats/json-schema')).reportJsonSchema;
writeFileSync(fileURLToPath(new URL('schema/report.schema.json', root)), reportJsonSchema());
