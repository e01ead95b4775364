import { setTimeout as delay } from 'node:timers/promises';

/** Time as an argument, so that everything above the host layer can be tested without waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds on a clock that is never set back; only differences mean anything. */
  monotonicMs(): number;
  /** Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock, also for a display: `every` calls back until it is stopped, and keeps no process alive. */
export const systemClock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
  every: (intervalMs: number, tick: () => void): (() => void) => {
    const timer = setInterval(tick, intervalMs);
    timer.unref();
    return () => clearInterval(timer);
  },
} satisfies Clock & { every: unknown };
