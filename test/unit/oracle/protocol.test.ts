import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messagesOf, parseMessages } from '../../../src/oracle/protocol.js';

const hello =
  '{"v":1,"type":"hello","probe":"flag","go":"go1.23.0","goos":"linux","goarch":"amd64","cpus":2,"depth":2,"threads":1}';
const flags =
  '{"v":1,"type":"flags","step":"settled","level":1,"isExtra":true,"isExtraInC":true,"inCgo":false,"ncgo":0}';
const done = '{"v":1,"type":"done","probe":"flag"}';

describe('parseMessages', () => {
  it('reads what a program says, in order', () => {
    const messages = parseMessages([hello, flags, done]);
    expect(messages.map(({ type }) => type)).toStrictEqual(['hello', 'flags', 'done']);
    expect(messagesOf(messages, 'flags')).toStrictEqual([
      { v: 1, type: 'flags', step: 'settled', level: 1, isExtra: true, isExtraInC: true, ncgo: 0 },
    ]);
  });

  it.each([
    ['another version', done.replace('"v":1', '"v":2')],
    ['no version', done.replace('"v":1,', '')],
    ['a version in words', done.replace('"v":1', '"v":"1"')],
    ['another type', done.replace('done', 'finished')],
    ['half a line', done.slice(0, -3)],
    ['two objects', `${done}${done}`],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', `[${done}]`],
    ['a missing field', '{"v":1,"type":"layout"}'],
    ['a field of another kind', '{"v":1,"type":"layout","hasFlag":"yes"}'],
    ['a level that is no whole number', flags.replace('"level":1', '"level":1.5')],
    ['a step that does not exist', flags.replace('settled', 'left')],
  ])('drops %s', (_, line) => {
    expect(parseMessages([line])).toStrictEqual([]);
    expect(parseMessages([hello, line, done])).toHaveLength(2);
  });

  it('is not confused by the name of a prototype', () => {
    parseMessages([
      '{"v":1,"type":"done","probe":"flag","__proto__":{"polluted":true}}',
      '{"__proto__":{"polluted":true}}',
    ]);
    expect({}).not.toHaveProperty('polluted');
  });

  it('never throws, and invents no message', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json()), { maxLength: 10 }), (lines) => {
        expect(parseMessages(lines).length).toBeLessThanOrEqual(lines.length);
      }),
    );
  });
});
