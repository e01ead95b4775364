/** The panic while a CPU profile is built, in the two wordings that Go has used. */
import { exitsLikeGoPanic, panickedIn, type Signature } from '../../oracle/signatures/signature.js';

/** `message` is that of the panic, `decisive` its line in the output. */
const profilePanic = (
  message: RegExp,
  told: Pick<Signature, 'id' | 'title' | 'explanation'> & { readonly decisive: RegExp },
): Signature => ({
  ...told,
  ending: 'crash',
  matches: (child) =>
    exitsLikeGoPanic(child) &&
    message.test(child.output) &&
    panickedIn(child, 'runtime/pprof.(*profileBuilder).appendLocsForStack'),
});

export const signatures: readonly Signature[] = [
  // The crash as golang/go#72870 shows it up to Go 1.23: runtime/pprof/proto.go cut `stk = stk[len(l.pcs):]` unchecked.
  profilePanic(/^panic: runtime error: slice bounds out of range \[\d+:\d+\]/m, {
    id: 'profile-panic-slice-bounds',
    title: 'panic while the CPU profile is built: slice bounds out of range',
    explanation:
      'A misflagged sample is a stack of two entries, and the profile builder cut more off it than it has. ' +
      'golang/go#72870; on a fixed toolchain rarely golang/go#70529.',
    decisive: /^panic: runtime error: slice bounds out of range/m,
  }),
  // The same crash as Go 1.24 words it (and backports that took over the clearer message).
  profilePanic(/^panic: stack too short to match cached location/m, {
    id: 'profile-panic-short-stack',
    title: 'panic while the CPU profile is built: stack too short to match cached location',
    explanation:
      'A misflagged sample is a stack of two entries, shorter than what the profile builder has cached for its address. ' +
      'golang/go#72870; on a fixed toolchain rarely golang/go#70529.',
    decisive: /^panic: stack too short to match cached location/m,
  }),
];

/** Ids of the panics, for a probe that provokes them. */
export const profilePanics: readonly string[] = signatures.map(({ id }) => id);
