//go:build !windows

package main

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	stormRound    = 200 * time.Microsecond
	stormInterval = 50 * time.Microsecond
)

// probeSignalStorm sends SIGUSR1, which the program has asked to be told of, at the thread while it is in the outer
// frame. An affected runtime handles such a signal as C's, on a thread that is already Go's, and can hang.
func probeSignalStorm(o options, c *channel) error {
	notified := make(chan os.Signal, 1024)
	signal.Notify(notified, syscall.SIGUSR1)
	defer signal.Stop(notified)

	// Many short rounds, because the damage shows at the next callback: a signal taken for C's leaves the thread
	// without its g.
	var settled atomic.Bool
	end := time.Now().Add(o.limit)
	currentRound.Store(&round{settled: func(level int) {
		if level == 1 {
			settled.Store(true)
			for spinEnd := time.Now().Add(stormRound); time.Now().Before(spinEnd) && time.Now().Before(end); {
			}
		}
	}})
	thread, err := startCThread(o.depth, int(o.limit/stormRound))
	if err != nil {
		return err
	}
	for !settled.Load() {
		time.Sleep(time.Millisecond)
	}
	c.send("spinning", nil)
	sent := thread.signal(int(syscall.SIGUSR1), int(o.limit/stormInterval), stormInterval)
	thread.join()
	c.send("stormed", fields{"sent": sent})
	return nil
}
