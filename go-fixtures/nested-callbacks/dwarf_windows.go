package main

import (
	"debug/dwarf"
	"debug/pe"
)

func readDWARF(path string) (*dwarf.Data, error) {
	file, err := pe.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.DWARF()
}
