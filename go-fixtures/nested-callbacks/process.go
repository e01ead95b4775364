package main

// #include "callbacks.h"
import "C"

import "time"

func noCoreDumps() { C.cgoprof_no_core_dumps() }

func dieWithParent() { C.cgoprof_die_with_parent() }

// threadCPUTime is the CPU time that the calling thread has used: on a loaded machine wall time says little about how
// often the profiler, which counts CPU time, has looked.
func threadCPUTime() time.Duration { return time.Duration(C.cgoprof_thread_cpu_ns()) }
