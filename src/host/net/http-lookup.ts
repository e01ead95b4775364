import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Answer = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

/**
 * Name resolution that asks once for many connections: sixteen at the same moment were seen to make a resolver fail
 * (EAI_AGAIN). Only callers that ask while a request is open share its answer; no answer is kept.
 */
export function sharedLookup(resolve: typeof lookup = lookup): LookupFunction {
  const waiting = new Map<string, Answer[]>();
  return (hostname, options, done) => {
    const answer: Answer = (error, addresses) => {
      const [first] = addresses;
      if (error !== null || options.all === true) done(error, addresses);
      else done(null, first?.address ?? '', first?.family);
    };
    const key = `${options.family ?? 0} ${hostname}`;
    const others = waiting.get(key);
    if (others !== undefined) {
      others.push(answer);
      return;
    }
    const askers = [answer];
    waiting.set(key, askers);
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      waiting.delete(key);
      for (const asker of askers) asker(error, error === null ? addresses : []);
    });
  };
}
