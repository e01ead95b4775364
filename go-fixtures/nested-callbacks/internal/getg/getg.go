// Package getg returns the runtime's g, the goroutine that runs on the calling thread. It is a package of its own
// because a package with cgo takes no Go assembly.
package getg

import "unsafe"

// G returns the address of the current runtime.g.
func G() unsafe.Pointer
