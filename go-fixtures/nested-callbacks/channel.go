package main

import (
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// protocolVersion is raised whenever a message changes its meaning.
const protocolVersion = 1

// A channel carries messages to the harness, one JSON object a line, on a file of its own: stdout and stderr belong to
// the crash. Without a harness the same facts are printed for people.
type channel struct {
	mu   sync.Mutex
	file *os.File
}

// openChannel opens what the harness names: `fd:3`, a file descriptor handed down, or a file's path. Empty means: talk to
// a person.
func openChannel(name string) (*channel, error) {
	if name == "" {
		return &channel{}, nil
	}
	if number, isFD := strings.CutPrefix(name, "fd:"); isFD {
		fd, err := strconv.Atoi(number)
		if err != nil {
			return nil, err
		}
		return &channel{file: os.NewFile(uintptr(fd), name)}, nil
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return nil, err
	}
	return &channel{file: file}, nil
}

// fields of a message: texts, numbers and truths.
type fields map[string]any

// send writes one message, whole, in one write.
func (c *channel) send(kind string, f fields) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.file == nil {
		if sentence := inWords(kind, f); sentence != "" {
			fmt.Println(sentence)
		}
		return
	}
	if _, err := c.file.Write(jsonLine(kind, f)); err != nil {
		fmt.Fprintln(os.Stderr, "cgoprof-repro: the harness is gone:", err)
		os.Exit(exitHarnessGone)
	}
}

// jsonLine does for flat messages what encoding/json would, which takes longer to compile than the rest of the program.
func jsonLine(kind string, f fields) []byte {
	keys := make([]string, 0, len(f))
	for key := range f {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	line := fmt.Appendf(nil, `{"v":%d,"type":%s`, protocolVersion, jsonText(kind))
	for _, key := range keys {
		value := f[key]
		if text, isText := value.(string); isText {
			value = jsonText(text)
		}
		line = fmt.Appendf(line, `,%s:%v`, jsonText(key), value)
	}
	return append(line, "}\n"...)
}

func jsonText(text string) string {
	var quoted strings.Builder
	quoted.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			quoted.WriteByte('\\')
			quoted.WriteRune(r)
		case r < ' ':
			fmt.Fprintf(&quoted, `\u%04x`, r)
		default:
			quoted.WriteRune(r)
		}
	}
	quoted.WriteByte('"')
	return quoted.String()
}
