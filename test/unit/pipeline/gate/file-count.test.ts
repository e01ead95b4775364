import { expect, test } from 'vitest';
import type { Event } from '../../../../src/model/event.js';
import { FileCount } from '../../../../src/pipeline/gate/file-count.js';

function startCount(total: number | null) {
  const events: Event[] = [];
  let nowMs = 0;
  const clock = { monotonicMs: () => nowMs };
  const count = new FileCount(total, { clock, onEvent: (event) => events.push(event) });
  return { count, events, advance: (milliseconds: number) => (nowMs += milliseconds) };
}

test('ten names a second are told of thousands of files, and the count of all in the end', () => {
  const { count, events, advance } = startCount(null);
  for (let at = 0; at < 2000; at++) {
    count.at(() => `f${at}`);
    count.add();
    advance(1);
  }
  count.finish();
  expect(events).toHaveLength(21);
  const told = { type: 'work-progress', work: 'gate' };
  expect(events[1]).toEqual({ ...told, done: 100, total: null, at: 'f100' });
  expect(events.at(-1)).toEqual({ ...told, done: 2000, total: 2000 });
});

test('a large file is named at once, since it may take long', () => {
  const { count, events } = startCount(2);
  count.at(() => 'small');
  count.at(() => 'large', 5e8);
  expect(events).toMatchObject([
    { at: 'small', done: 0, total: 2 },
    { at: 'large', done: 0, total: 2 },
  ]);
});
