package main

import "syscall"

const (
	pageSize       = 4096
	regionSize     = 1 << 20
	madvNoHugePage = 15 // MADV_NOHUGEPAGE: one huge page would be one fault instead of 512
)

func mapPages() ([]byte, error) {
	region, err := syscall.Mmap(-1, 0, regionSize, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err == nil {
		// A kernel without huge pages refuses this, and needs it as little.
		_ = syscall.Madvise(region, madvNoHugePage)
	}
	return region, err
}

func unmapPages(region []byte) { _ = syscall.Munmap(region) }

func forgetPages(region []byte) { _ = syscall.Madvise(region, syscall.MADV_DONTNEED) }
