/**
 * The messages of a program on its own channel: JSON lines, version 1 (go-fixtures/NAME/channel.go). Lines of another
 * version or of an unknown shape are dropped: a program is not to be believed blindly, and a probe that misses a
 * message says so.
 */
import { z } from 'zod';

/** Makes a schema when it is asked for the first time: a gate or a scan loads the probes and reads no message. */
function madeOnce<Schema>(make: () => Schema): () => Schema {
  let made: Schema | undefined;
  return () => (made ??= make());
}

const anyMessage = madeOnce(() => z.looseObject({ v: z.literal(1), type: z.string() }));

/** A line whose type is known and whose fields have not been checked yet. */
export type Message = z.infer<ReturnType<typeof anyMessage>>;

/** Describes one type of message: its name, and the fields that it must have. */
export function messageType<Type extends string, Fields extends z.ZodRawShape>(
  type: Type,
  fields: () => Fields,
) {
  return madeOnce(() => z.object({ v: z.literal(1), type: z.literal(type), ...fields() }));
}

/** The messages that every program sends, no matter what it asks. */
export const profileMessage = messageType('profile', () => ({ index: z.number().int(), file: z.string() }));
export const cannotMessage = messageType('cannot', () => ({ reason: z.string() }));
export const doneMessage = messageType('done', () => ({ probe: z.string() }));

export function parseMessages(lines: readonly string[]): Message[] {
  const schema = anyMessage();
  return lines.flatMap((line) => {
    try {
      const parsed = schema.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}

/** The messages of one type, in order; those that lack a field of it are dropped. */
export function messagesOf<Type extends z.ZodType>(
  messages: readonly Message[],
  type: () => Type,
): z.infer<Type>[] {
  const schema = type();
  return messages.flatMap((message) => {
    const parsed = schema.safeParse(message);
    return parsed.success ? [parsed.data] : [];
  });
}
