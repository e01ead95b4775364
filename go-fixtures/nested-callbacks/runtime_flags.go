package main

import (
	"debug/dwarf"
	"errors"
	"os"
	"unsafe"

	"cgoprofrepro/internal/getg"
)

// runtimeLayout holds the offsets, in bytes, of the fields that golang/go#72870 is about, as this very program's debug
// information gives them: they differ from release to release. A negative offset: no such field.
type runtimeLayout struct {
	gM           int64 // runtime.g.m
	mIsExtra     int64 // runtime.m.isextra
	mIsExtraInC  int64 // runtime.m.isExtraInC, the flag itself; came with go1.21
	mInCgo       int64 // runtime.m.incgo
	mCgoCallNest int64 // runtime.m.ncgo
}

var errNoLayout = errors.New("this program's debug information does not describe runtime.g and runtime.m (built with -s or -w?)")

func readRuntimeLayout() (runtimeLayout, error) {
	var none runtimeLayout
	path, err := os.Executable()
	if err != nil {
		return none, err
	}
	data, err := readDWARF(path)
	if err != nil {
		return none, err
	}
	g, m := runtimeStructs(data)
	if g == nil || m == nil {
		return none, errNoLayout
	}
	layout := runtimeLayout{
		gM:           fieldOffset(g, "m"),
		mIsExtra:     fieldOffset(m, "isextra"),
		mIsExtraInC:  fieldOffset(m, "isExtraInC"),
		mInCgo:       fieldOffset(m, "incgo"),
		mCgoCallNest: fieldOffset(m, "ncgo"),
	}
	if layout.gM < 0 || layout.mIsExtra < 0 || layout.mCgoCallNest < 0 || layout.mInCgo < 0 {
		return none, errNoLayout
	}
	return layout, nil
}

// runtimeStructs looks through the compile units of Go code only; C's would cost the most time.
func runtimeStructs(data *dwarf.Data) (g, m *dwarf.StructType) {
	const dwLangGo = 0x16
	reader := data.Reader()
	for g == nil || m == nil {
		entry, err := reader.Next()
		if err != nil || entry == nil {
			return g, m
		}
		switch entry.Tag {
		case dwarf.TagCompileUnit:
			if language, _ := entry.Val(dwarf.AttrLanguage).(int64); language != dwLangGo {
				reader.SkipChildren()
			}
		case dwarf.TagStructType:
			switch name, _ := entry.Val(dwarf.AttrName).(string); name {
			case "runtime.g":
				g = structAt(data, entry)
			case "runtime.m":
				m = structAt(data, entry)
			}
			reader.SkipChildren()
		default:
			reader.SkipChildren()
		}
	}
	return g, m
}

func structAt(data *dwarf.Data, entry *dwarf.Entry) *dwarf.StructType {
	t, err := data.Type(entry.Offset)
	if err != nil {
		return nil
	}
	s, _ := t.(*dwarf.StructType)
	return s
}

func fieldOffset(s *dwarf.StructType, name string) int64 {
	for _, field := range s.Field {
		if field.Name == name {
			return field.ByteOffset
		}
	}
	return -1
}

// runtimeFlags is what the runtime says of the calling thread at one moment.
type runtimeFlags struct {
	isExtra    bool
	isExtraInC bool
	inCgo      bool
	ncgo       int32
}

func (l runtimeLayout) read() runtimeFlags {
	m := *(*unsafe.Pointer)(unsafe.Add(getg.G(), l.gM))
	flags := runtimeFlags{
		isExtra: *(*bool)(unsafe.Add(m, l.mIsExtra)),
		inCgo:   *(*bool)(unsafe.Add(m, l.mInCgo)),
		ncgo:    *(*int32)(unsafe.Add(m, l.mCgoCallNest)),
	}
	if l.mIsExtraInC >= 0 {
		flags.isExtraInC = *(*bool)(unsafe.Add(m, l.mIsExtraInC))
	}
	return flags
}
