package main

import (
	"runtime"
	"sync/atomic"
	"time"
)

// probePreemption lets the outer frame spin without a function call after the nested call has come back, while another
// goroutine asks for a garbage collection. An affected runtime never stops the spinning frame, so this never ends.
func probePreemption(o options, c *channel) error {
	o.threads = 1
	var spinning, collected atomic.Bool
	tookMs := make(chan int64, 1)
	go func() {
		for !spinning.Load() {
			runtime.Gosched()
		}
		c.send("spinning", nil)
		start := time.Now()
		runtime.GC()
		tookMs <- time.Since(start).Milliseconds()
		collected.Store(true)
	}()
	err := runRounds(o, 1, round{settled: func(level int) {
		if level == 1 {
			spinning.Store(true)
			for !collected.Load() {
			}
		}
	}})
	if err != nil {
		return err
	}
	c.send("collected", fields{"ms": <-tookMs})
	return nil
}
