/** The event stream as JSON lines (`--events`), for programs that watch a run. */
import type { EventSink } from '../../model/event.js';
import type { DisplayClock, DisplayWriter } from './display.js';
import { stringifyLine } from '../formats/stringify.js';

const eventsProtocol = 1;

/**
 * The first line names the protocol: `{"type":"events","protocol":1,"time":…}`; each other line is one event of
 * model/event.ts with its `time`. A reader must skip types it does not know.
 */
export function createEventLines(writer: DisplayWriter, clock: Pick<DisplayClock, 'now'>): EventSink {
  const time = (): string => new Date(clock.now()).toISOString();
  writer.write(stringifyLine({ type: 'events', protocol: eventsProtocol, time: time() }));
  return (event) => {
    const { type, ...rest } = event;
    writer.write(stringifyLine({ type, time: time(), ...rest }));
  };
}
