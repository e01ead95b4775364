/** Writes schema/report.schema.json from the schema in src/model/report.ts. Run after `npm run build`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
/** @type {typeof import('../src/report/json-schema.ts')} */
const { reportJsonSchema } = await import(new URL('dist/modules/report/json-schema.js', root).href);
writeFileSync(fileURLToPath(new URL('schema/report.schema.json', root)), reportJsonSchema());
