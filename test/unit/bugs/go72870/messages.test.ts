import { describe, expect, it } from 'vitest';
import { flagsMessage, layoutMessage } from '../../../../src/bugs/go72870/messages.js';
import { messagesOf, parseMessages } from '../../../../src/oracle/protocol.js';

const flags =
  '{"v":1,"type":"flags","step":"settled","level":1,"isExtra":true,"isExtraInC":true,"inCgo":false,"ncgo":0}';

describe('messages of the probes', () => {
  it('are read, without what is not known of them', () => {
    expect(messagesOf(parseMessages([flags]), flagsMessage)).toStrictEqual([
      { v: 1, type: 'flags', step: 'settled', level: 1, isExtra: true, isExtraInC: true, ncgo: 0 },
    ]);
  });

  it.each([
    ['a missing field', '{"v":1,"type":"layout"}'],
    ['a field of another kind', '{"v":1,"type":"layout","hasFlag":"yes"}'],
    ['a level that is no whole number', flags.replace('"level":1', '"level":1.5')],
    ['a step that does not exist', flags.replace('settled', 'left')],
  ])('are dropped with %s', (_, line) => {
    const messages = parseMessages([line]);
    expect([...messagesOf(messages, layoutMessage), ...messagesOf(messages, flagsMessage)]).toStrictEqual([]);
  });
});
