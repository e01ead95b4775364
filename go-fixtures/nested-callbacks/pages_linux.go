package main

import "syscall"

const madvNoHugePage = 15 // MADV_NOHUGEPAGE: one huge page would be one fault instead of 512

// pageSize is the system's own: 4 KB on most machines, 16 or 64 KB on some arm64, ppc64le, loong64 and mips64.
var pageSize = syscall.Getpagesize()

const regionPages = 256

func mapPages() ([]byte, error) {
	region, err := syscall.Mmap(-1, 0, regionPages*pageSize, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err == nil {
		// A kernel without huge pages refuses this, and needs it as little.
		_ = syscall.Madvise(region, madvNoHugePage)
	}
	return region, err
}

func unmapPages(region []byte) { _ = syscall.Munmap(region) }

func forgetPages(region []byte) { _ = syscall.Madvise(region, syscall.MADV_DONTNEED) }
