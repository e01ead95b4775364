package main

// Why this shape (golang/go#72870, runtime/pprof/proto.go appendLocsForStack): building the profile panics when a
// misflagged sample's raw pc equals a return address that a correctly recorded sample has already put into the location
// cache together with the functions inlined there. So:
//   - the call of nextPage sits in functions inlined into one another, which makes its cached location several pcs long;
//   - while the frame is still flagged right, time is spent inside nextPage, so that the very first sample caches it;
//   - afterwards time is spent at the return address itself: the first instruction after the CALL loads from a page that
//     is not mapped yet. Nearly all of the loop's time goes to page faults, and a signal that arrives in a page fault
//     finds the thread at the faulting instruction, whatever the CPU.
//
// Where the first instruction after a CALL is no load from the page that the callee has returned, walkPages is another
// one: hotspot_386.go.

type hotPlace int

const (
	inCallee hotPlace = iota // inside nextPage
	atReturn                 // at the instruction that nextPage returns to
	// beforeReturn is in the last instructions of nextPage: what atReturn has to be under an emulator that translates
	// block by block. It delivers signals between two blocks, so one that is sent while the last block of nextPage faults
	// finds the thread at the beginning of the next, which is the return address.
	beforeReturn
)

// hottestPlace is where samples are recorded at the return address.
func hottestPlace(o options) hotPlace {
	if o.emulated {
		return beforeReturn
	}
	return atReturn
}

// pageSink keeps the compiler from dropping the loads. A plain store leaves the load as the first instruction after
// the CALL, which a sum would not. Threads may race on it: nobody reads it.
var pageSink byte
