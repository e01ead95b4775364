// Command offsets prints where the fields lie that the flag probe reads, from a program's own debug information:
//
//	./cgoprofrepro -offsets "$(go run ./offsets ./cgoprofrepro)" flag
package main

import (
	"debug/dwarf"
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"errors"
	"fmt"
	"os"
	"strings"
)

var wanted = map[string][]string{
	"runtime.g": {"m"},
	"runtime.m": {"curg", "isextra", "isExtraInC", "incgo", "ncgo"},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: offsets PROGRAM")
		os.Exit(2)
	}
	offsets, err := readOffsets(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "offsets:", err)
		os.Exit(1)
	}
	fmt.Println(strings.Join(offsets, ","))
}

func readOffsets(path string) ([]string, error) {
	data, err := readDWARF(path)
	if err != nil {
		return nil, err
	}
	var offsets []string
	reader := data.Reader()
	for {
		entry, err := reader.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		if entry.Tag == dwarf.TagCompileUnit {
			if language, _ := entry.Val(dwarf.AttrLanguage).(int64); language != dwLangGo {
				reader.SkipChildren()
			}
			continue
		}
		name, _ := entry.Val(dwarf.AttrName).(string)
		if fields, isWanted := wanted[name]; isWanted && entry.Tag == dwarf.TagStructType {
			offsets = append(offsets, offsetsIn(data, entry, name, fields)...)
		}
		reader.SkipChildren()
	}
	if len(offsets) == 0 {
		return nil, errors.New("its debug information does not describe runtime.g and runtime.m (built with -s or -w?)")
	}
	return offsets, nil
}

const dwLangGo = 0x16

func offsetsIn(data *dwarf.Data, entry *dwarf.Entry, name string, fields []string) []string {
	described, err := data.Type(entry.Offset)
	structure, isStruct := described.(*dwarf.StructType)
	if err != nil || !isStruct {
		return nil
	}
	var offsets []string
	for _, field := range structure.Field {
		for _, wantedField := range fields {
			if field.Name == wantedField {
				offsets = append(offsets, fmt.Sprintf("%s.%s=%d", name, field.Name, field.ByteOffset))
			}
		}
	}
	return offsets
}

func readDWARF(path string) (*dwarf.Data, error) {
	if file, err := elf.Open(path); err == nil {
		defer file.Close()
		return file.DWARF()
	}
	if file, err := pe.Open(path); err == nil {
		defer file.Close()
		return file.DWARF()
	}
	file, err := macho.Open(path)
	if err != nil {
		return nil, errors.New("this is neither an ELF nor a PE nor a Mach-O file of 64 bits")
	}
	defer file.Close()
	return file.DWARF()
}
