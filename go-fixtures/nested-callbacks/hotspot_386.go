package main

import (
	"time"
	"unsafe"
)

// On 386 a function's results come back on the stack, so the first instruction after a CALL is never a load through a
// pointer that it has returned. It can be a load from a fixed address: from a page of the program's own data, which
// nextPage drops before it returns.
var droppedPages [2 * fixedPageSize]byte

// fixedPageSize is that of every 386: an address in the code has to be a constant.
const fixedPageSize = 4096

// Asking for the time is a system call, so it is not asked each time.
const stepsBetweenLooks = 256

type pageWalker struct {
	place hotPlace
	until time.Duration // of the thread's CPU time
	steps int
	done  bool
}

// walkPages uses up this much CPU time on the calling thread, nearly all of it at the place asked for.
func walkPages(place hotPlace, cpuTime time.Duration) error {
	(&pageWalker{place: place, until: threadCPUTime() + cpuTime}).walk()
	return nil
}

//go:noinline
func (w *pageWalker) walk() {
	for !w.done {
		pageSink = outerInlined(w)
	}
}

func outerInlined(w *pageWalker) byte  { return middleInlined(w) }
func middleInlined(w *pageWalker) byte { return innerInlined(w) }
func innerInlined(w *pageWalker) byte {
	nextPage(w)
	return droppedPages[fixedPageSize]
}

//go:noinline
func nextPage(w *pageWalker) {
	if w.place == inCallee {
		for threadCPUTime() < w.until {
		}
		w.done = true
		return
	}
	page := uintptr(unsafe.Pointer(&droppedPages[fixedPageSize])) &^ (fixedPageSize - 1)
	dropPage(page)
	if w.steps++; w.steps%stepsBetweenLooks == 0 {
		w.done = threadCPUTime() >= w.until
	}
}
