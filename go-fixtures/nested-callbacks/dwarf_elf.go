//go:build !darwin && !windows

package main

import (
	"debug/dwarf"
	"debug/elf"
)

func readDWARF(path string) (*dwarf.Data, error) {
	file, err := elf.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.DWARF()
}
