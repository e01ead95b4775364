import type { GiveBack } from '../../host/locks/lease.js';
import type { Toolchain } from '../../model/toolchain.js';
import type { Subject } from '../../release/resolve-spec.js';
import type { AcquiredToolchain } from '../../toolchain/locate.js';

/** A toolchain that is in use or on its way. */
export interface Hold {
  /** Rejects with the ReproError of a toolchain that cannot be obtained. */
  readonly toolchain: () => Promise<Toolchain>;
  /** Ends once the toolchain has arrived. A second call changes nothing. */
  readonly giveBack: GiveBack;
}

/** Lets several cells hold one toolchain: it is acquired for the first of them and given back by the last. */
export function shareToolchains(
  acquire: (subject: Subject) => Promise<AcquiredToolchain>,
): (subject: Subject) => Hold {
  const shared = new Map<
    string,
    { readonly acquired: Promise<AcquiredToolchain>; readonly holds: Set<Hold> }
  >();
  return (subject) => {
    const key = JSON.stringify(subject);
    const entry = shared.get(key) ?? { acquired: acquire(subject), holds: new Set() };
    shared.set(key, entry);
    // Every caller that asks for it gets the error; until then nobody listens.
    entry.acquired.catch(() => undefined);
    const hold: Hold = {
      toolchain: async () => (await entry.acquired).toolchain,
      giveBack: async () => {
        if (!entry.holds.delete(hold)) return;
        const acquired = await entry.acquired.catch(() => null);
        // Somebody else may have asked for it while it was on its way.
        if (entry.holds.size > 0 || shared.get(key) !== entry) return;
        shared.delete(key);
        await acquired?.giveBack();
      },
    };
    entry.holds.add(hold);
    return hold;
  };
}

export interface FetchAhead {
  /** Begins to fetch the subject that will probably be needed, in place of the one that was named before. */
  readonly name: (subject: Subject | null) => void;
  /** Gives back a toolchain that was fetched in vain. */
  readonly close: () => Promise<void>;
}

/** Holds one toolchain that nobody has asked for yet. */
export function fetchAhead(hold: (subject: Subject) => Hold): FetchAhead {
  let named: { readonly key: string; readonly hold: Hold } | null = null;
  const givenBack: Promise<void>[] = [];
  const name = (subject: Subject | null): void => {
    const key = JSON.stringify(subject);
    if (named?.key === key) return;
    if (named !== null) givenBack.push(named.hold.giveBack());
    named = subject === null ? null : { key, hold: hold(subject) };
  };
  return {
    name,
    close: async () => {
      name(null);
      await Promise.all(givenBack);
    },
  };
}
