import { z } from 'zod';

/** The facts that are kept beside a built program. */
export const manifestSchema = z.object({
  file: z.string(),
  goVersion: z.string(),
  settings: z.record(z.string(), z.string()),
  libc: z.string(),
});
export type Manifest = z.infer<typeof manifestSchema>;
