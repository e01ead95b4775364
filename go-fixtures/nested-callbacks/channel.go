package main

import (
	"encoding/json"
	"fmt"
	"os"
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
	message := fields{"v": protocolVersion, "type": kind}
	for key, value := range f {
		message[key] = value
	}
	line, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	if _, err := c.file.Write(append(line, '\n')); err != nil {
		fmt.Fprintln(os.Stderr, "cgoprof-repro: the harness is gone:", err)
		os.Exit(exitHarnessGone)
	}
}
