//go:build !linux

package main

// Elsewhere on 386 the page stays, and no sample falls where it has to.
func dropPage(uintptr) {}
