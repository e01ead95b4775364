/** The types of a report are written out beside its schema: a type check of this file holds them against each other. */
import { expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { reportSchema } from '../../../src/model/report-schema.js';
import type { Report } from '../../../src/model/report.js';

test('what the schema reads is what the types say, to the last key', () => {
  expectTypeOf<z.infer<typeof reportSchema>>().toEqualTypeOf<Report>();
});
