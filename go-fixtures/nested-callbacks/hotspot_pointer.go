//go:build !386

package main

import "time"

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

// walk is one loop for all places, because the return address must be the same. The race detector would put a call
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
//go:norace
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
	page := &w.region[w.offset]
	if w.place == beforeReturn {
		pageSink = *page
	}
	return page
}
