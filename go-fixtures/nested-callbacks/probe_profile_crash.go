package main

import "time"

// warmShare is the part of a window spent in the correctly flagged frame. It has to see one sample.
const warmShare = 0.4

// probeProfileCrash builds short CPU profiles of a hot spot that is visited in a correctly flagged frame first and in a
// misflagged one afterwards. An affected runtime panics while the profile is built, in the goroutine that
// StopCPUProfile waits for.
func probeProfileCrash(o options, c *channel) error {
	warm := time.Duration(float64(o.window) * warmShare)
	for i := 0; i < o.windows; i++ {
		start := time.Now()
		profile, err := profiledRound(o,
			func() error { return walkPages(inCallee, warm) },
			func() error { return walkPages(atReturn, o.window-warm) })
		if err != nil {
			return err
		}
		file, err := saveProfile(o, i, profile)
		if err != nil {
			return err
		}
		c.send("profile", fields{"index": i, "file": file, "ms": time.Since(start).Milliseconds()})
	}
	return nil
}
