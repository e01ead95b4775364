package main

import "time"

// The part of a window that is spent in the correctly flagged frame has to see one sample, and no more.
const (
	warmShare = 0.4
	mostWarm  = 40 * time.Millisecond
)

// probeProfileCrash builds short CPU profiles of a hot spot that is visited in a correctly flagged frame first and in a
// misflagged one afterwards. An affected runtime panics while the profile is built, in the goroutine that
// StopCPUProfile waits for. With -spin, each profile also has what the attribution probe looks for.
func probeProfileCrash(o options, c *channel) error {
	warm := time.Duration(float64(o.window) * warmShare)
	if warm > mostWarm {
		warm = mostWarm
	}
	c.send("profiling", nil)
	for i := 0; i < o.windows; i++ {
		start := time.Now()
		profile, err := profiledRound(o,
			func() error { return walkPages(inCallee, warm) },
			func() error {
				defer attributionSpin(o.spin)
				return walkPages(hottestPlace(o), o.window-warm)
			})
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
