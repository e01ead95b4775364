package main

/*
#include "callbacks.h"
*/
import "C"

import (
	"errors"
	"os"
	"time"
	"unsafe"
)

// This is the one file that speaks C: cgo has the C compiler work on each such file.

//export cgoprofCallback
func cgoprofCallback(level, depth C.int) {
	currentRound.Load().callback(int(level), int(depth))
}

// isLibrary says that a C program uses this code, whose main function is not ours.
var isLibrary bool

// cgoprofRun is the program for such a C program: nobody calls main there. It returns what the process is to exit with.
//
//export cgoprofRun
func cgoprofRun(argc C.int, argv **C.char) C.int {
	isLibrary = true
	os.Args = nil
	for _, arg := range unsafe.Slice(argv, int(argc)) {
		os.Args = append(os.Args, C.GoString(arg))
	}
	main()
	return 0
}

// callGo has C call back into Go at this level, on the calling thread.
func callGo(level, depth int) { C.cgoprof_call_go(C.int(level), C.int(depth)) }

// cThread is a thread made by C. It must be joined.
type cThread struct{ handle *C.cgoprof_thread }

var errNoThread = errors.New("the system refused to start a thread")

// startCThread starts a C thread that descends to this depth and back, so many times. With -thread-origin=main that is
// the thread in which the C program's main function runs.
func startCThread(o options, rounds int) (cThread, error) {
	var handle *C.cgoprof_thread
	if o.threadOrigin == originMain {
		handle = C.cgoprof_thread_borrow(C.int(o.depth), C.int(rounds))
	} else {
		handle = C.cgoprof_thread_start(C.int(o.depth), C.int(rounds))
	}
	if handle == nil {
		return cThread{}, errNoThread
	}
	return cThread{handle}, nil
}

func (t cThread) join() { C.cgoprof_thread_join(t.handle) }

func noCoreDumps() { C.cgoprof_no_core_dumps() }

func dieWithParent() { C.cgoprof_die_with_parent() }

// threadCPUTime is the CPU time that the calling thread has used: on a loaded machine wall time says little about how
// often the profiler, which counts CPU time, has looked.
func threadCPUTime() time.Duration { return time.Duration(C.cgoprof_thread_cpu_ns()) }
