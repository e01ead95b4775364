// Command cgoprofrepro shows golang/go#72870: after a nested callback (C -> Go -> C -> Go) has returned, the outer Go
// frame counts as C code. Each probe puts one question to the runtime that this program was built with.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"sort"
	"strings"
	"time"
)

const (
	exitUsage       = 64 // sysexits.h EX_USAGE: cannot be confused with a Go panic's 2
	exitCannotRun   = 69 // EX_UNAVAILABLE
	exitHarnessGone = 74 // EX_IOERR
)

// Who makes the threads that call Go.
const (
	originC    = "c"
	originGo   = "go"   // cannot show the bug
	originMain = "main" // the system: the thread in which the C program's main function runs
)

type options struct {
	depth        int
	threads      int
	threadOrigin string
	threadReuse  bool
	windows      int
	window       time.Duration
	spin         time.Duration
	profileHz    int
	profileDir   string
	offsets      string
	emulated     bool
}

// A probe returns an error only when it could not put its question; what it saw goes through the channel.
type probe func(o options, c *channel) error

var probes = map[string]probe{
	"flag":           probeFlag,
	"profile-crash":  probeProfileCrash,
	"attribution":    probeAttribution,
	"fault-recovery": probeFaultRecovery,
	"preemption":     probePreemption,
}

func main() {
	var o options
	var channelName string
	flag.IntVar(&o.depth, "depth", 2, "levels of Go callbacks: 1 is a plain callback, 2 shows the bug")
	flag.IntVar(&o.threads, "threads", 2, "threads that call back at the same time")
	flag.StringVar(&o.threadOrigin, "thread-origin", originC, "who makes the threads: c, go (cannot show the bug), or main (the C program's own; as a library only)")
	flag.BoolVar(&o.threadReuse, "thread-reuse", true, "use one thread for all rounds instead of a new one each")
	flag.IntVar(&o.windows, "windows", 40, "profile windows, one after another")
	flag.DurationVar(&o.window, "window", 60*time.Millisecond, "CPU time that each thread spends in one profile window")
	flag.DurationVar(&o.spin, "spin", 0, "CPU time that each thread spins afterwards, in the same profile window")
	flag.IntVar(&o.profileHz, "profile-hz", 100, "samples per second of CPU time")
	flag.StringVar(&o.profileDir, "profile-dir", "", "keep each window's profile in this folder")
	flag.BoolVar(&o.emulated, "emulated", false, "the program runs under an emulator such as qemu-user, which delivers signals between blocks of code")
	flag.StringVar(&o.offsets, "offsets", "", "offsets in bytes of the fields that the flag probe reads, as `go run ./offsets PROGRAM` prints them")
	flag.StringVar(&channelName, "channel", "", "where to write messages for a harness, one JSON object a line")
	flag.Usage = usage
	flag.Parse()

	name := flag.Arg(0)
	if name == "" {
		name = "profile-crash"
	}
	run, known := probes[name]
	if !known || flag.NArg() > 1 || o.depth < 1 || o.threads < 1 || !canStartThreads(o) {
		usage()
		os.Exit(exitUsage)
	}
	c, err := openChannel(channelName)
	if err != nil {
		fmt.Fprintln(os.Stderr, "cgoprofrepro:", err)
		os.Exit(exitCannotRun)
	}
	if o.threadOrigin == originMain {
		o.threads = 1
	}
	noCoreDumps()
	if channelName != "" {
		// A harness that was killed cannot end its children, and a hung one would spin for ever.
		dieWithParent()
	}
	c.send("hello", fields{"probe": name, "go": runtime.Version(), "goos": runtime.GOOS, "goarch": runtime.GOARCH, "cpus": runtime.NumCPU(), "depth": o.depth, "threads": o.threads})
	if err := run(o, c); err != nil {
		c.send("cannot", fields{"reason": err.Error()})
		fmt.Fprintln(os.Stderr, "cgoprofrepro:", err)
		os.Exit(exitCannotRun)
	}
	c.send("done", fields{"probe": name})
}

func canStartThreads(o options) bool {
	switch o.threadOrigin {
	case originC, originGo:
		return true
	case originMain:
		return isLibrary
	}
	return false
}

func usage() {
	names := make([]string, 0, len(probes))
	for name := range probes {
		names = append(names, name)
	}
	sort.Strings(names)
	fmt.Fprintf(flag.CommandLine.Output(), "usage: cgoprofrepro [flags] [%s]\n", strings.Join(names, "|"))
	flag.PrintDefaults()
}
