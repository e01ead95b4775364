package main

import "fmt"

// inWords says for people what a message says for a harness; empty for what only a harness needs.
func inWords(kind string, f fields) string {
	switch kind {
	case "hello":
		return fmt.Sprintf("cgoprofrepro, built with %v for %v/%v: %v\n%s", f["go"], f["goos"], f["goarch"], f["probe"], introductions[fmt.Sprint(f["probe"])])
	case "layout":
		if f["hasFlag"] == true {
			return "this runtime has the flag m.isExtraInC: it should be true only while C code runs"
		}
		return "this runtime has no m.isExtraInC, so it cannot have the bug"
	case "flags":
		return fmt.Sprintf("Go callback at level %v, %s: isExtraInC=%v ncgo=%v%s", f["level"], stepWords[fmt.Sprint(f["step"])], f["isExtraInC"], f["ncgo"], flagComment(f))
	case "profile":
		return fmt.Sprintf("profile window %v: built%s", f["index"], keptAs(f["file"]))
	case "faulting":
		return "about to dereference nil in the outer frame"
	case "recovered":
		return "the nil dereference was recovered, as it should be"
	case "spinning":
		return "the outer Go frame is spinning"
	case "collected":
		return fmt.Sprintf("the garbage collector was done after %v ms", f["ms"])
	case "done":
		return conclusions[fmt.Sprint(f["probe"])]
	}
	return ""
}

// keptAs says where a profile is; without -profile-dir it is not kept.
func keptAs(file any) string {
	if file == "" {
		return ""
	}
	return fmt.Sprintf(" %v", file)
}

var introductions = map[string]string{
	"flag":           "It reads the runtime's own flag at each step of one nested callback.",
	"profile-crash":  "It builds one CPU profile after another; with an affected Go, building one panics within a second or two.",
	"attribution":    "It takes one CPU profile; with an affected Go, the samples of main.attributionSpin count as runtime._ExternalCode.",
	"fault-recovery": "It dereferences nil under recover(); with an affected Go, that kills the process.",
	"preemption":     "It collects garbage while the outer frame spins; with an affected Go, that never ends.",
}

var conclusions = map[string]string{
	"profile-crash": "Every profile was built: this Go does not show the bug with these flags.",
	"attribution":   "Look at the profile with `go tool pprof -top`; -profile-dir says where to keep it.",
}

var stepWords = map[string]string{
	"enter":   "entered from C",
	"settled": "back in Go after its own call to C",
}

func flagComment(f fields) string {
	if f["isExtraInC"] == true {
		return "  <- WRONG: this is Go code"
	}
	return ""
}
