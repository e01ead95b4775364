/** The published JSON Schema of the saved report, made from the schema in model/report.ts. */
import { z } from 'zod';
import { reportSchema } from '../../model/report-schema.js';

/** The text of schema/report.schema.json. */
export function reportJsonSchema(): string {
  // `input`: readers of this tool accept unknown keys, so the published schema must not forbid them.
  const { $schema, ...rest } = z.toJSONSchema(reportSchema, { io: 'input' });
  const schema = { $schema, title: 'Report of cgoprof-repro', ...rest };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
