/** A small cgocall.go and runtime2.go with the shape of the real ones, whose decisive part a test can exchange. */

export const entry = `	gp.m.incgo = false
	if gp.m.isextra {
		gp.m.isExtraInC = false
	}`;

export const affectedTail = `	if gp.m.isextra {
		gp.m.isExtraInC = true
	}`;

export const fixedTail = `	if gp.m.isextra && gp.m.ncgo == 0 {
		gp.m.isExtraInC = true
	}`;

export interface Parts {
  /** What stands before the callback, after the locals are set. */
  readonly entry?: string;
  /** What stands where the flag is set again. */
  readonly tail?: string;
  /** After everything else in cgocallbackg. */
  readonly end?: string;
  readonly parameters?: string;
  readonly header?: string;
  /** Further declarations in the file. */
  readonly extra?: string;
  readonly count?: string;
}

export function cgocallSource(parts: Parts = {}): string {
  return `${parts.header ?? ''}package runtime

import "unsafe"

var ncgocall uint64 // if gp.m.isextra && gp.m.ncgo == 0 { gp.m.isExtraInC = true }

func cgocall(fn, arg unsafe.Pointer) int32 {
	if fn == nil {
		throw("cgocall nil")
	}
	mp := getg().m
	mp.ncgocall++
	mp.cgoCallers[0] = 0
	entersyscall()
${parts.count ?? '	mp.ncgo++'}
	errno := asmcgocall(fn, arg)
	mp.incgo = false
	mp.ncgo--
	exitsyscall()
	return errno
}

//go:nosplit
func cgocallbackg(${parts.parameters ?? 'fn, frame unsafe.Pointer, ctxt uintptr'}) {
	gp := getg()
	if gp != gp.m.curg {
		println("runtime: bad g in cgocallback")
		exit(2)
	}
	oldStack := gp.m.g0.stack
	callbackUpdateSystemStack(gp.m, sp, false)
	lockOSThread()
	checkm := gp.m
	savedsp := unsafe.Pointer(gp.syscallsp)
	exitsyscall() // coming out of cgo call
${parts.entry ?? entry}
	osPreemptExtExit(gp.m)
	if gp.nocgocallback {
		panic("runtime: function marked with #cgo nocallback called back into Go")
	}

	cgocallbackg1(fn, frame, ctxt)

	gp.m.incgo = true
	unlockOSThread()
${parts.tail ?? affectedTail}
	if gp.m != checkm {
		throw("m changed unexpectedly in cgocallbackg")
	}
	osPreemptExtEnter(gp.m)
	reentersyscall(savedpc, uintptr(savedsp))
${parts.end ?? '\tgp.m.g0.stackguard0 = oldStack.lo + stackGuard\n'}}

func cgocallbackg1(fn, frame unsafe.Pointer, ctxt uintptr) {
	gp := getg()
	if gp.m.needextram || extraMWaiters.Load() > 0 {
		gp.m.needextram = false
		systemstack(newextram)
	}
	for i := 0; i < 3; i++ {
		defer unwindm(&restore)
	}
}
${parts.extra ?? ''}`;
}

export function runtime2Source(fields = 'isextra bool\n\tisExtraInC bool\n\tisExtraInSig bool'): string {
  return `package runtime

type g struct {
	m *m
}

type m struct {
	g0 *g // goroutine with scheduling stack
	incgo bool // isExtraInC in a comment does not count
	${fields}
	needextram bool
	a, b int32
	park struct {
		isExtraElsewhere bool
	}
	ncgo int32
}
`;
}

/** cgocallbackg as in Go 1.20: no flag at all. */
export const tailWithoutFlag = { entry: '	gp.m.incgo = false', tail: '', end: '	gp.m.syscall = syscall\n' };
