//go:build !windows

package main

// #include "callbacks.h"
import "C"

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

// probeSignalStorm sends SIGUSR1, which the program has asked to be told of, at the thread while it is in the outer
// frame. An affected runtime handles such a signal as C's, on a thread that is already Go's, and can hang.
func probeSignalStorm(o options, c *channel) error {
	notified := make(chan os.Signal, 1024)
	signal.Notify(notified, syscall.SIGUSR1)
	defer signal.Stop(notified)

	var settled atomic.Bool
	currentRound.Store(&round{settled: func(level int) {
		if level == 1 {
			settled.Store(true)
			for end := time.Now().Add(o.limit); time.Now().Before(end); {
			}
		}
	}})
	thread := C.cgoprof_thread_start(C.int(o.depth), 1)
	if thread == nil {
		return errNoThread
	}
	for !settled.Load() {
		time.Sleep(time.Millisecond)
	}
	c.send("spinning", nil)
	const intervalMicroseconds = 50
	sent := C.cgoprof_thread_signal(thread, C.int(syscall.SIGUSR1), C.int(o.limit.Microseconds()/intervalMicroseconds), intervalMicroseconds)
	C.cgoprof_thread_join(thread)
	c.send("stormed", fields{"sent": int(sent)})
	return nil
}
