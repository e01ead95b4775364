import { z } from 'zod';

/** The facts that are kept beside a built program. */
export const manifestSchema = z.object({
  file: z.string(),
  /**
   * The library that the program loads; null if Go made the program, or all of the library is in it. Manifests of earlier
   * versions do not have it, and still say that the standard library has been compiled.
   */
  library: z.object({ file: z.string(), sha256: z.string() }).nullable().default(null),
  goVersion: z.string(),
  settings: z.record(z.string(), z.string()),
  libc: z.string(),
  /** SHA-256 of the program, hex: whatever else stands here was read from these bytes. */
  sha256: z.string(),
  offsets: z.record(z.string(), z.number()),
  /** How long the build took if it compiled the standard library as well, in milliseconds. */
  firstBuildMs: z.number().nonnegative().optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;
