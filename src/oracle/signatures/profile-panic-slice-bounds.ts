import { exitsLikeGoPanic, panickedIn, type Signature } from './signature.js';

/** The crash as golang/go#72870 shows it up to Go 1.23: runtime/pprof/proto.go cut `stk = stk[len(l.pcs):]` unchecked. */
export const profilePanicSliceBounds: Signature = {
  id: 'profile-panic-slice-bounds',
  title: 'panic while the CPU profile is built: slice bounds out of range',
  explanation:
    'A misflagged sample is a stack of two entries, and the profile builder cut more off it than it has. ' +
    'golang/go#72870; on a fixed toolchain rarely golang/go#70529.',
  meaning: 'this-bug',
  matches: (child) =>
    exitsLikeGoPanic(child) &&
    /^panic: runtime error: slice bounds out of range \[\d+:\d+\]/m.test(child.output) &&
    panickedIn(child, 'runtime/pprof.(*profileBuilder).appendLocsForStack'),
  decisive: /^panic: runtime error: slice bounds out of range/m,
};
