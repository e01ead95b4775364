package main

import (
	"debug/dwarf"
	"debug/macho"
)

func readDWARF(path string) (*dwarf.Data, error) {
	file, err := macho.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.DWARF()
}
