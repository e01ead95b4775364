package main

import (
	"sync"
	"sync/atomic"
)

// A round is one nested descent C -> Go -> C -> Go -> ... and back, as often as its level says.
// Its two functions run inside the Go callbacks; level 1 is the outermost.
type round struct {
	// enter runs first thing in each callback, before anything nested.
	enter func(level int)
	// settled runs in each callback after the nested call made from it has come back (at the innermost level:
	// right after enter). On affected toolchains every level but the innermost is misflagged by now.
	settled func(level int)
}

var currentRound atomic.Pointer[round]

func (r *round) callback(level, depth int) {
	if r.enter != nil {
		r.enter(level)
	}
	if level < depth {
		callGo(level+1, depth)
	}
	if r.settled != nil {
		r.settled(level)
	}
}

// runRounds runs r on as many threads as the options say and returns when all have ended.
func runRounds(o options, rounds int, r round) error {
	currentRound.Store(&r)
	var all sync.WaitGroup
	failed := make(chan error, o.threads)
	for i := 0; i < o.threads; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			if err := runThread(o, rounds); err != nil {
				failed <- err
			}
		}()
	}
	all.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// runThread runs the rounds one after another: on one C thread, on a new C thread each, or, as a control that
// cannot show the bug, on a thread that Go made.
func runThread(o options, rounds int) error {
	switch {
	case o.threadOrigin == originGo:
		for i := 0; i < rounds; i++ {
			callGo(1, o.depth)
		}
	case o.threadReuse:
		return runCThread(o, rounds)
	default:
		for i := 0; i < rounds; i++ {
			if err := runCThread(o, 1); err != nil {
				return err
			}
		}
	}
	return nil
}

func runCThread(o options, rounds int) error {
	thread, err := startCThread(o, rounds)
	if err != nil {
		return err
	}
	thread.join()
	return nil
}
