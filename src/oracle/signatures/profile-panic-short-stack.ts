import { exitsLikeGoPanic, panickedIn, type Signature } from './signature.js';

/** The same crash in Go 1.24's words (and in those of backports that took the clearer message along). */
export const profilePanicShortStack: Signature = {
  id: 'profile-panic-short-stack',
  title: 'panic while the CPU profile is built: stack too short to match cached location',
  explanation:
    'A misflagged sample is a stack of two entries, shorter than what the profile builder has cached for its address. ' +
    'golang/go#72870; on a fixed toolchain rarely golang/go#70529.',
  meaning: 'this-bug',
  matches: (child) =>
    exitsLikeGoPanic(child) &&
    /^panic: stack too short to match cached location/m.test(child.output) &&
    panickedIn(child, 'runtime/pprof.(*profileBuilder).appendLocsForStack'),
  decisive: /^panic: stack too short to match cached location/m,
};
