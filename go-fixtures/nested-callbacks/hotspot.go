package main

import "time"

// Why this shape (golang/go#72870, runtime/pprof/proto.go appendLocsForStack): building the profile panics when a
// misflagged sample's raw pc equals a return address that a correctly recorded sample has already put into the location
// cache together with the functions inlined there. So:
//   - the call of nextPage sits in functions inlined into one another, which makes its cached location several pcs long;
//   - while the frame is still flagged right, time is spent inside nextPage, so that the very first sample caches it;
//   - afterwards time is spent at the return address itself: the first instruction after the CALL loads from a page that
//     is not mapped yet. Nearly all of the loop's time goes to page faults, and a signal that arrives in a page fault
//     finds the thread at the faulting instruction, whatever the CPU.

type hotPlace int

const (
	inCallee hotPlace = iota // inside nextPage
	atReturn                 // at the instruction that nextPage returns to
)

// A pageWalker hands out the pages of a region one after another, and forgets them all at its end so that each is
// faulted in again.
type pageWalker struct {
	region []byte
	offset int
	place  hotPlace
	until  time.Duration // of the thread's CPU time
	done   bool
}

// walkPages uses up this much CPU time on the calling thread, nearly all of it at the place asked for.
func walkPages(place hotPlace, cpuTime time.Duration) error {
	region, err := mapPages()
	if err != nil {
		return err
	}
	defer unmapPages(region)
	(&pageWalker{region: region, place: place, until: threadCPUTime() + cpuTime}).walk()
	return nil
}

// walk is one loop for both places, because the return address must be the same. The race detector would put a call
// between that address and the load.
//
//go:noinline
//go:norace
func (w *pageWalker) walk() {
	for !w.done {
		pageSink = outerInlined(w)
	}
}

func outerInlined(w *pageWalker) byte  { return middleInlined(w) }
func middleInlined(w *pageWalker) byte { return innerInlined(w) }
func innerInlined(w *pageWalker) byte  { return *nextPage(w) }

//go:noinline
func nextPage(w *pageWalker) *byte {
	if w.place == inCallee {
		for threadCPUTime() < w.until {
		}
		w.done = true
	}
	w.offset += pageSize
	if w.offset >= len(w.region) {
		w.offset = 0
		forgetPages(w.region)
		w.done = threadCPUTime() >= w.until
	}
	return &w.region[w.offset]
}

// pageSink keeps the compiler from dropping the loads. A plain store leaves the load as the first instruction after
// the CALL, which a sum would not. Threads may race on it: nobody reads it.
var pageSink byte
