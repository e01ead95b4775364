package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
)

// profiledRound takes a CPU profile of one round: each thread enters Go, the profile starts, then `before` runs in the
// outermost callback, then the nested calls are made, then `after` runs in the same frame.
//
// The order matters. A thread's own profiling timer is armed when its goroutine is scheduled while profiling is on, and
// disarmed when it is scheduled while profiling is off; an extra M that is used again still believes in the timer of
// the thread that died. So each thread yields once before the profile starts, and waits for the start.
func profiledRound(o options, before, after func() error) ([]byte, error) {
	var ready sync.WaitGroup
	ready.Add(o.threads)
	started := make(chan struct{})
	finished := make(chan error, 1)
	failures := make(chan error, 2*o.threads)
	go func() {
		finished <- runRounds(o, 1, round{
			enter: func(level int) {
				if level == 1 {
					runtime.Gosched()
					ready.Done()
					<-started
					failures <- before()
				}
			},
			settled: func(level int) {
				if level == 1 {
					failures <- after()
				}
			},
		})
	}()
	allReady := make(chan struct{})
	go func() {
		ready.Wait()
		close(allReady)
	}()
	select {
	case <-allReady:
	case err := <-finished:
		return nil, err
	}

	var profile bytes.Buffer
	if o.profileHz != 100 {
		// StartCPUProfile keeps this rate and says so on stderr.
		runtime.SetCPUProfileRate(o.profileHz)
	}
	if err := pprof.StartCPUProfile(&profile); err != nil {
		return nil, err
	}
	close(started)
	err := <-finished
	pprof.StopCPUProfile()
	close(failures)
	for failure := range failures {
		if err == nil {
			err = failure
		}
	}
	return profile.Bytes(), err
}

// saveProfile keeps a profile for the harness and returns its file name; without a folder it does nothing.
func saveProfile(o options, index int, profile []byte) (string, error) {
	if o.profileDir == "" {
		return "", nil
	}
	name := fmt.Sprintf("window-%03d.pb.gz", index)
	return name, os.WriteFile(o.profileDir+"/"+name, profile, 0o644)
}
