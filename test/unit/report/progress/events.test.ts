import { expect, test } from 'vitest';
import type { Event } from '../../../../src/model/event.js';
import { broadcast } from '../../../../src/report/progress/broadcast.js';
import { createEventLines } from '../../../../src/report/progress/events.js';
import { createFakeClock } from '../../../helpers/display.js';

const warning: Event = { type: 'warning', message: 'a\nb\u202e\x9b31m' };

test('JSON lines: a first line that names the protocol, then one line an event, safe to show', () => {
  const written: string[] = [];
  const { clock, advance } = createFakeClock();
  const sink = createEventLines({ write: (text) => written.push(text) }, clock);
  advance(1500);
  sink(warning);
  expect(written).toEqual([
    '{"type":"events","protocol":1,"time":"2026-11-23T10:00:00.000Z"}\n',
    String.raw`{"type":"warning","time":"2026-11-23T10:00:01.500Z","message":"a\nb\u202e\u009b31m"}` + '\n',
  ]);
  expect(JSON.parse(written[1] ?? '')).toMatchObject(warning);
});

test('a sink that throws is dropped, the others hear of it once, and the run goes on', () => {
  const heard: Event[] = [];
  let calls = 0;
  const deliver = broadcast([
    () => {
      calls += 1;
      throw new Error('no space');
    },
    (event) => heard.push(event),
  ]);
  deliver(warning);
  deliver(warning);
  expect(calls).toBe(1);
  expect(heard).toEqual([
    warning,
    { type: 'warning', message: expect.stringContaining('no space') },
    warning,
  ]);
});

const broken = () => {
  throw new Error('x');
};

test('all sinks may throw', () => {
  const deliver = broadcast([broken, () => broken()]);
  expect(() => deliver(warning)).not.toThrow();
});
