/** Recorded event streams of real commands, shown as people see them: the whole log, and the screen at some moments. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../../../src/model/event.js';
import { createProgress } from '../../../../src/report/progress/progress.js';
import { createFakeClock, createFakeTerminal } from '../../../helpers/display.js';

/** A first run with its download and build, a bisect with some builds, and the commands that are told by a count. */
const recorded = ['run', 'bisect', 'gate', 'scan', 'doctor'] as const;
type Recorded = (typeof recorded)[number];

const momentsShown = 8;

function readEvents(name: Recorded) {
  const file = new URL(`../../../fixtures/events/${name}.jsonl`, import.meta.url);
  const [head = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const startMs = Date.parse(JSON.parse(head).time);
  const events = lines.map((line) => {
    const event: Event & { readonly time: string } = JSON.parse(line);
    return { event, atMs: Date.parse(event.time) - startMs };
  });
  return { startMs, events, lastMs: events.at(-1)?.atMs ?? 0 };
}

const goldenFile = (name: string): string =>
  fileURLToPath(new URL(`../../../golden/progress/${name}.txt`, import.meta.url));

describe.each(recorded)('%s', (name) => {
  const { events, lastMs, startMs } = readEvents(name);

  test('as a log', async () => {
    const { clock, advance } = createFakeClock(startMs);
    const written: string[] = [];
    const writer = { write: (text: string) => written.push(text) };
    const { sink } = await createProgress('plain', { writer, clock, colour: 0 });
    let nowMs = 0;
    for (const { event, atMs } of events) {
      advance(atMs - nowMs);
      nowMs = atMs;
      sink(event);
    }
    const log = written.join('');
    expect(log).not.toMatch(/[^ -~\n]/);
    expect(log).not.toMatch(/0\.0 s left/);
    await expect(log).toMatchFileSnapshot(goldenFile(`${name}.plain`));
  });

  test.each([80, 40])('on a screen of %i columns', async (columns) => {
    const { clock, advance } = createFakeClock(startMs);
    const terminal = createFakeTerminal(columns);
    const { sink, close } = await createProgress('live', { writer: terminal, clock, colour: 0 });
    const frames: string[] = [];
    let nowMs = 0;
    for (let moment = 1; moment <= momentsShown; moment++) {
      const untilMs = (lastMs * moment) / (momentsShown + 1);
      for (const { event, atMs } of events.filter(({ atMs: at }) => at > nowMs && at <= untilMs)) {
        advance(atMs - nowMs);
        nowMs = atMs;
        sink(event);
      }
      advance(untilMs - nowMs);
      nowMs = untilMs;
      frames.push(`${terminal.lines().join('\n')}\n`);
    }
    close();
    await expect(frames.join('---\n')).toMatchFileSnapshot(goldenFile(`${name}.${columns}`));
  });
});
