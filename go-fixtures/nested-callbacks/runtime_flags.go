package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unsafe"

	"cgoprofrepro/internal/getg"
)

// runtimeLayout holds the offsets, in bytes, of the fields that golang/go#72870 is about. They differ from release to
// release, so they are handed in, as this very program's debug information gives them.
type runtimeLayout struct {
	gM           uintptr // runtime.g.m
	mCurG        uintptr // runtime.m.curg
	mIsExtra     uintptr // runtime.m.isextra
	mInCgo       uintptr // runtime.m.incgo
	mCgoCallNest uintptr // runtime.m.ncgo
	mIsExtraInC  uintptr // runtime.m.isExtraInC, the flag itself; came with go1.21
	hasFlag      bool
}

// largestOffset keeps a wrong offset from leading far away: the structs themselves have one or two kilobytes.
const largestOffset = 1 << 14

var errOtherProgram = errors.New("the offsets are not those of this program: read them anew")

// parseOffsets reads `runtime.g.m=48,runtime.m.curg=192,…`. A release without the flag has no offset for it.
func parseOffsets(text string) (runtimeLayout, error) {
	var layout runtimeLayout
	offsets := map[string]uintptr{}
	for _, pair := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' }) {
		name, value, _ := strings.Cut(pair, "=")
		offset, err := strconv.ParseUint(value, 10, 16)
		if err != nil || offset > largestOffset {
			return layout, fmt.Errorf("%q is no offset of a field", pair)
		}
		offsets[name] = uintptr(offset)
	}
	for name, field := range map[string]*uintptr{
		"runtime.g.m":       &layout.gM,
		"runtime.m.curg":    &layout.mCurG,
		"runtime.m.isextra": &layout.mIsExtra,
		"runtime.m.incgo":   &layout.mInCgo,
		"runtime.m.ncgo":    &layout.mCgoCallNest,
	} {
		offset, known := offsets[name]
		if !known {
			return layout, fmt.Errorf("the offset of %s is not known: give -offsets \"$(go run ./offsets PROGRAM)\", with a program that was built without -s and -w", name)
		}
		*field = offset
	}
	layout.mIsExtraInC, layout.hasFlag = offsets["runtime.m.isExtraInC"]
	return layout, nil
}

// runtimeFlags is what the runtime says of the calling thread at one moment.
type runtimeFlags struct {
	// isOurs: the thread's m, found by these offsets, knows the goroutine that it was found by.
	isOurs     bool
	isExtra    bool
	isExtraInC bool
	inCgo      bool
	ncgo       int32
}

func (l runtimeLayout) read() runtimeFlags {
	g := getg.G()
	m := *(*unsafe.Pointer)(unsafe.Add(g, l.gM))
	flags := runtimeFlags{
		isOurs:  *(*unsafe.Pointer)(unsafe.Add(m, l.mCurG)) == g,
		isExtra: *(*bool)(unsafe.Add(m, l.mIsExtra)),
		inCgo:   *(*bool)(unsafe.Add(m, l.mInCgo)),
		ncgo:    *(*int32)(unsafe.Add(m, l.mCgoCallNest)),
	}
	if l.hasFlag {
		flags.isExtraInC = *(*bool)(unsafe.Add(m, l.mIsExtraInC))
	}
	return flags
}
