import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doneMessage, messagesOf, parseMessages } from '../../../src/oracle/protocol.js';

const hello =
  '{"v":1,"type":"hello","probe":"flag","go":"go1.23.0","goos":"linux","goarch":"amd64","cpus":2,"depth":2,"threads":1}';
const flags =
  '{"v":1,"type":"flags","step":"settled","level":1,"isExtra":true,"isExtraInC":true,"inCgo":false,"ncgo":0}';
const done = '{"v":1,"type":"done","probe":"flag"}';

describe('parseMessages', () => {
  it('reads what a program says, in order', () => {
    const messages = parseMessages([hello, flags, done]);
    expect(messages.map(({ type }) => type)).toStrictEqual(['hello', 'flags', 'done']);
    expect(messagesOf(messages, doneMessage)).toStrictEqual([{ v: 1, type: 'done', probe: 'flag' }]);
  });

  it.each([
    ['another version', done.replace('"v":1', '"v":2')],
    ['no version', done.replace('"v":1,', '')],
    ['a version in words', done.replace('"v":1', '"v":"1"')],
    ['half a line', done.slice(0, -3)],
    ['two objects', `${done}${done}`],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', `[${done}]`],
  ])('drops %s', (_, line) => {
    expect(parseMessages([line])).toStrictEqual([]);
    expect(parseMessages([hello, line, done])).toHaveLength(2);
  });

  it.each([
    ['a missing field', '{"v":1,"type":"done"}'],
    ['a field of another kind', '{"v":1,"type":"done","probe":1}'],
    ['another type', done.replace('done', 'finished')],
  ])('takes no message with %s for one of a type', (_, line) => {
    expect(messagesOf(parseMessages([line]), doneMessage)).toStrictEqual([]);
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
