package main

import "time"

// probeAttribution takes one profile of a Go function that spins in the outer frame after the nested call has come
// back. The harness reads from the profile who called it: the Go callback, or runtime._ExternalCode.
func probeAttribution(o options, c *channel) error {
	c.send("profiling", nil)
	profile, err := profiledRound(o,
		func() error { return nil },
		func() error {
			attributionSpin(o.window)
			return nil
		})
	if err != nil {
		return err
	}
	file, err := saveProfile(o, 0, profile)
	if err != nil {
		return err
	}
	c.send("profile", fields{"index": 0, "file": file})
	return nil
}

// attributionSpin is the function that the harness looks for in the profile, by this name. With the race detector,
// nearly all samples would be in the detector.
//
//go:noinline
//go:norace
func attributionSpin(cpuTime time.Duration) {
	for until := threadCPUTime() + cpuTime; threadCPUTime() < until; {
		for i := 0; i < 1_000_000; i++ {
			spinSink++
		}
	}
}

var spinSink int
