/** The answers of commands that make no report: blocks for people, data for programs. */
import { ReproError } from '../../model/errors.js';
import type { Block } from '../../report/page/document.js';
import { drawDocument } from '../../report/page/draw-blocks.js';
import type { Destination } from '../../report/formats/format.js';
import { stringifySafely } from '../../report/formats/stringify.js';
import { openDestinations } from './destinations.js';
import type { CommonOptions } from './root.js';

export interface Reply {
  readonly blocks: readonly Block[];
  /** Its keys are a contract. */
  readonly data: unknown;
}

/** Checks the places first and returns how to write to them. Throws ReproError. */
export async function openReply(options: CommonOptions): Promise<(reply: Reply) => Promise<void>> {
  const write = await openDestinations(options, requireTextOrJson);
  return ({ blocks, data }) =>
    write((format, rendering) =>
      format === 'json' ? stringifySafely(data) : drawDocument(blocks, rendering),
    );
}

function requireTextOrJson({ format }: Destination): void {
  if (format === 'text' || format === 'json') return;
  throw new ReproError('usage', `this command answers as text or as json, not as ${format}`, {
    hint: 'Give --format text or --format json.',
  });
}
