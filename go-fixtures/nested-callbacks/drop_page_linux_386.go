package main

import "syscall"

func dropPage(page uintptr) {
	syscall.RawSyscall(syscall.SYS_MADVISE, page, fixedPageSize, syscall.MADV_DONTNEED)
}
