package main

import "errors"

func probeSignalStorm(options, *channel) error {
	return errors.New("windows has no thread-directed signals")
}
