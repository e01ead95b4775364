/**
 * What a program says on its own channel: JSON lines, version 1 (go-fixtures/NAME/channel.go). Lines of another version or
 * of an unknown shape are dropped: a program is not to be believed blindly, and a probe that misses a message says so.
 */
import { z } from 'zod';

const v = z.literal(1);

const message = z.discriminatedUnion('type', [
  z.object({ v, type: z.literal('hello'), probe: z.string(), go: z.string(), cpus: z.number() }),
  z.object({ v, type: z.literal('layout'), hasFlag: z.boolean() }),
  z.object({
    v,
    type: z.literal('flags'),
    step: z.enum(['enter', 'settled']),
    level: z.number().int(),
    isExtra: z.boolean(),
    isExtraInC: z.boolean(),
    ncgo: z.number().int(),
  }),
  z.object({ v, type: z.literal('profile'), index: z.number().int(), file: z.string() }),
  z.object({ v, type: z.literal('recovered') }),
  z.object({ v, type: z.literal('spinning') }),
  z.object({ v, type: z.literal('collected'), ms: z.number() }),
  z.object({ v, type: z.literal('stormed'), sent: z.number().int() }),
  z.object({ v, type: z.literal('cannot'), reason: z.string() }),
  z.object({ v, type: z.literal('done'), probe: z.string() }),
]);
export type Message = z.infer<typeof message>;

export function parseMessages(lines: readonly string[]): Message[] {
  return lines.flatMap((line) => {
    try {
      const parsed = message.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}

/** The messages of one type. */
export function messagesOf<T extends Message['type']>(
  messages: readonly Message[],
  type: T,
): Extract<Message, { type: T }>[] {
  return messages.filter((m): m is Extract<Message, { type: T }> => m.type === type);
}
