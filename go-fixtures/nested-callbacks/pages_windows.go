package main

const (
	pageSize   = 4096
	regionSize = 1 << 20
)

// Windows profiles without signals: no sample is ever misflagged there, so the pages need not fault.
func mapPages() ([]byte, error) { return make([]byte, regionSize), nil }
func unmapPages(region []byte)  {}
func forgetPages(region []byte) {}
