package main

/*
#include "callbacks.h"
*/
import "C"

import (
	"errors"
	"time"
)

// This is the one file that speaks C: cgo has the C compiler work on each such file.

//export cgoprofCallback
func cgoprofCallback(level, depth C.int) {
	currentRound.Load().callback(int(level), int(depth))
}

// callGo has C call back into Go at this level, on the calling thread.
func callGo(level, depth int) { C.cgoprof_call_go(C.int(level), C.int(depth)) }

// cThread is a thread made by C. It must be joined.
type cThread struct{ handle *C.cgoprof_thread }

var errNoThread = errors.New("the system refused to start a thread")

// startCThread starts a C thread that descends to this depth and back, so many times.
func startCThread(depth, rounds int) (cThread, error) {
	handle := C.cgoprof_thread_start(C.int(depth), C.int(rounds))
	if handle == nil {
		return cThread{}, errNoThread
	}
	return cThread{handle}, nil
}

func (t cThread) join() { C.cgoprof_thread_join(t.handle) }

// signal sends the thread a signal again and again, until it ends, and returns how many times.
func (t cThread) signal(number, atMost int, interval time.Duration) int {
	return int(C.cgoprof_thread_signal(t.handle, C.int(number), C.int(atMost), C.int(interval.Microseconds())))
}

func noCoreDumps() { C.cgoprof_no_core_dumps() }

func dieWithParent() { C.cgoprof_die_with_parent() }

// threadCPUTime is the CPU time that the calling thread has used: on a loaded machine wall time says little about how
// often the profiler, which counts CPU time, has looked.
func threadCPUTime() time.Duration { return time.Duration(C.cgoprof_thread_cpu_ns()) }
