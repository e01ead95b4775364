package main

// probeFlag reads runtime.m's own flags at each step of one nested round. Nothing is left to chance or to time.
func probeFlag(o options, c *channel) error {
	layout, err := parseOffsets(o.offsets)
	if err != nil {
		return err
	}
	type step struct {
		name  string
		level int
		flags runtimeFlags
	}
	// Collected first and sent afterwards: a write from a misflagged frame is one more thing to go wrong.
	steps := make([]step, 0, 2*o.depth)
	o.threads = 1
	err = runRounds(o, 1, round{
		enter:   func(level int) { steps = append(steps, step{"enter", level, layout.read()}) },
		settled: func(level int) { steps = append(steps, step{"settled", level, layout.read()}) },
	})
	if err != nil {
		return err
	}
	for _, s := range steps {
		if !s.flags.isOurs {
			return errOtherProgram
		}
	}
	c.send("layout", fields{"hasFlag": layout.hasFlag})
	for _, s := range steps {
		c.send("flags", fields{
			"step": s.name, "level": s.level,
			"isExtra": s.flags.isExtra, "isExtraInC": s.flags.isExtraInC, "inCgo": s.flags.inCgo, "ncgo": s.flags.ncgo,
		})
	}
	return nil
}
