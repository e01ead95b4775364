/**
 * Keeps long work on disk after every step, so that `--resume` loses at most the part that was under way. There is one
 * file for each question: work on another one never sees these answers.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { readSmallFile, removeTree, writeFileAtomic } from '../host/files/files.js';
import type { CachePaths } from '../host/files/paths.js';
import { parseJson } from '../text/parse-json.js';

export interface SavedProgress<Progress> {
  /** Loads the progress; null when nothing usable was saved for this question. */
  readonly load: () => Promise<Progress | null>;
  readonly save: (progress: Progress) => Promise<void>;
  /** Removes the file, because the work is done. */
  readonly remove: () => Promise<void>;
}

/** The limit of a file. A thousand cells with all their logs have some 20 MB. */
const maxBytes = 64 << 20;

/**
 * Opens the progress of a question.
 * @param question everything the answers depend on, as plain data
 */
export function savedProgress<Progress>(
  paths: CachePaths,
  kind: 'bisect' | 'matrix',
  question: unknown,
  schema: z.ZodType<Progress>,
): SavedProgress<Progress> {
  const key = JSON.stringify(question);
  const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const file = path.join(paths.root, 'unfinished', `${kind}-${name}.json`);
  const savedSchema = z.object({ question: z.literal(key), progress: schema });
  return {
    load: async () => {
      const saved = savedSchema.safeParse(parseJson(await readSmallFile(file, maxBytes)));
      return saved.success ? saved.data.progress : null;
    },
    save: (progress) => writeFileAtomic(file, JSON.stringify({ question: key, progress })),
    remove: () => removeTree(file),
  };
}
