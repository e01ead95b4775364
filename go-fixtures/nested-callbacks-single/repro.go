// Command repro shows https://go.dev/issue/72870: building a CPU profile panics and ends the process.
//
//	GOTOOLCHAIN=go1.23.7 go run repro.go   # affected: panics within seconds
//	GOTOOLCHAIN=go1.23.8 go run repro.go   # fixed: builds every profile, says so, and exits with 0
//
// Affected are Go 1.21.0 to 1.23.7, 1.24.0 and 1.24.1; 1.23.8, 1.24.2 and all later releases are fixed. It needs a C
// compiler and a system with POSIX threads and signals.
//
// A thread made by C calls Go, that Go calls C, and that C calls Go again. When the inner callback has returned, an
// affected runtime takes the outer Go frame for C code (m.isExtraInC stays true), and records a CPU profile sample there
// as a stack of two entries, [pc, runtime._ExternalCode]. If that pc is a return address that the profile builder knows
// from a good sample, together with functions inlined there, the builder cuts more entries off the stack than it has.
package main

/*
#include <pthread.h>
#include <sys/mman.h>
#include <time.h>

void goCallback(int level); // exported by Go; functions that are defined in such a file have to be static

static inline void *thread_main(void *nothing) { goCallback(1); return nothing; }

static inline int run_c_thread(void) {
	pthread_t thread;
	return pthread_create(&thread, NULL, thread_main, NULL) || pthread_join(thread, NULL);
}

static inline long long thread_cpu_ns(void) {
	struct timespec used;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
	return used.tv_sec * 1000000000LL + used.tv_nsec;
}

// Maps pages that are not there until they are touched, at `old` if that is not NULL.
static inline void *map_pages(void *old, size_t size) {
	void *pages = mmap(old, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON | (old ? MAP_FIXED : 0), -1, 0);
	if (pages == MAP_FAILED) return NULL;
#ifdef MADV_NOHUGEPAGE
	madvise(pages, size, MADV_NOHUGEPAGE); // a huge page would be one page fault instead of 512
#endif
	return pages;
}
*/
import "C"

import (
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
	"unsafe"
)

const (
	profiles   = 20
	threads    = 2
	warmUp     = 24 * time.Millisecond // CPU time of each thread before the nested callback, in one profile
	misflagged = 36 * time.Millisecond // and after it
	regionSize = 1 << 20
)

func main() {
	fmt.Printf("%s %s/%s: building %d CPU profiles\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, profiles)
	for i := 0; i < profiles; i++ {
		buildProfile()
	}
	fmt.Printf("All %d profiles were built: this Go does not show go.dev/issue/72870.\n", profiles)
}

var (
	ready   sync.WaitGroup // all threads are in Go
	started chan struct{}  // closed when the profile has started
)

// buildProfile profiles one round of callbacks on each thread. An affected runtime panics in StopCPUProfile.
func buildProfile() {
	started = make(chan struct{})
	var ended sync.WaitGroup
	for i := 0; i < threads; i++ {
		ready.Add(1)
		ended.Add(1)
		go func() {
			defer ended.Done()
			if C.run_c_thread() != 0 {
				log.Fatal("the system refused to start a thread")
			}
		}()
	}
	ready.Wait()
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		log.Fatal(err)
	}
	close(started)
	ended.Wait()
	pprof.StopCPUProfile()
}

//export goCallback
func goCallback(level C.int) {
	if level == 2 {
		return // the inner callback
	}
	runtime.Gosched() // the thread's profiling timer is armed when its goroutine is scheduled again
	ready.Done()
	<-started
	visit(hotSpot{inCallee: true, until: threadCPUTime() + warmUp})
	C.goCallback(2)
	visit(hotSpot{inCallee: false, until: threadCPUTime() + misflagged})
}

// A hotSpot is a call of nextPage within three functions inlined into one another, so that the profile builder keeps
// four entries for its return address. First, time is spent inside nextPage: each sample has the return address in its
// stack. After the nested callback, time is spent at the return address: the first instruction there loads from a page
// that is not there yet, and a signal during a page fault finds the thread at the faulting instruction.
type hotSpot struct {
	inCallee bool
	until    time.Duration // in CPU time of the thread
	region   []byte
	offset   int
	done     bool
}

//go:noinline
func visit(h hotSpot) {
	pages := C.map_pages(nil, regionSize)
	if pages == nil {
		log.Fatal("no memory")
	}
	defer C.munmap(pages, regionSize)
	for h.region = unsafe.Slice((*byte)(pages), regionSize); !h.done; {
		sink = outer(&h) // one loop for both places, since the return address must be the same
	}
}

func outer(h *hotSpot) byte  { return middle(h) }
func middle(h *hotSpot) byte { return inner(h) }
func inner(h *hotSpot) byte  { return *nextPage(h) }

//go:noinline
func nextPage(h *hotSpot) *byte {
	if h.inCallee {
		for threadCPUTime() < h.until {
		}
		h.done = true
	}
	h.offset += os.Getpagesize()
	if h.offset >= len(h.region) {
		h.offset = 0
		C.map_pages(unsafe.Pointer(&h.region[0]), regionSize)
		h.done = threadCPUTime() >= h.until
	}
	return &h.region[h.offset]
}

var sink byte // keeps the compiler from dropping the loads

func threadCPUTime() time.Duration { return time.Duration(C.thread_cpu_ns()) }
