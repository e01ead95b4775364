//go:build unix && !linux

package main

import "syscall"

// pageSize is the system's own: 16 KB on Apple's processors.
var pageSize = syscall.Getpagesize()

const regionPages = 256

func mapPages() ([]byte, error) {
	return syscall.Mmap(-1, 0, regionPages*pageSize, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
}

func unmapPages(region []byte) { _ = syscall.Munmap(region) }

// forgetPages takes the access away and gives it back, which makes the next access of each page fault again. Dropping
// the pages themselves is not asked for: MADV_DONTNEED means that on Linux only.
func forgetPages(region []byte) {
	_ = syscall.Mprotect(region, syscall.PROT_NONE)
	_ = syscall.Mprotect(region, syscall.PROT_READ|syscall.PROT_WRITE)
}
