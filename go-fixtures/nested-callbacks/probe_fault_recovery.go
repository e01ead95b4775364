package main

import "errors"

var errNotRecovered = errors.New("the nil dereference did not panic")

// probeFaultRecovery dereferences nil in the outer frame after the nested call has come back, under recover. An affected
// runtime takes the fault for one of C's and dies without a word.
func probeFaultRecovery(o options, c *channel) error {
	// With several threads an affected runtime hangs now and then instead of dying.
	o.threads = 1
	recovered := false
	err := runRounds(o, 1, round{
		enter: func(level int) {
			// From here: a write from a misflagged frame is one more thing to go wrong.
			if level == 1 {
				c.send("faulting", nil)
			}
		},
		settled: func(level int) {
			if level == 1 {
				recovered = dereferenceNil()
			}
		},
	})
	if err != nil {
		return err
	}
	if !recovered {
		return errNotRecovered
	}
	c.send("recovered", nil)
	return nil
}

var nilPointer *int

//go:noinline
func dereferenceNil() (recovered bool) {
	defer func() { recovered = recover() != nil }()
	spinSink = *nilPointer
	return false
}
