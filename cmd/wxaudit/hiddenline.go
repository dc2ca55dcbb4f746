package main

import (
	"bufio"
	"errors"
	"io"
	"unicode/utf8"
)

var (
	errInterrupted = errors.New("interrupted; nothing was written")
	errLongLine    = errors.New("the line is too long")
)

// The keys of a raw terminal that mean something.
const (
	keyCtrlC     = 0x03
	keyCtrlD     = 0x04
	keyBackspace = 0x08
	keyCtrlU     = 0x15
	keyEscape    = 0x1b
	keyDelete    = 0x7f
)

// hiddenLine reads a line from a raw terminal, where the keys that edit it, end
// it or interrupt come as they are: errInterrupted for Ctrl-C, io.EOF for Ctrl-D
// on an empty line.
func hiddenLine(r *bufio.Reader) (string, error) {
	var line []byte
	for len(line) <= maxSmall {
		c, err := r.ReadByte()
		if err != nil {
			return "", err // half a line is none
		}
		switch c {
		case '\r', '\n':
			if c == '\r' && r.Buffered() > 0 {
				if next, err := r.Peek(1); err == nil && next[0] == '\n' {
					_, _ = r.Discard(1) // it is there
				}
			}
			return string(line), nil
		case keyCtrlC:
			return "", errInterrupted
		case keyCtrlD:
			if len(line) == 0 {
				return "", io.EOF
			}
			return string(line), nil
		case keyBackspace, keyDelete:
			_, size := utf8.DecodeLastRune(line)
			line = line[:len(line)-size]
		case keyCtrlU:
			line = line[:0]
		case keyEscape:
			skipSequence(r)
		default:
			if c >= ' ' {
				line = append(line, c)
			}
		}
	}
	return "", errLongLine
}

// skipSequence drops what follows an escape in one go: an arrow key, or the marks
// that a terminal puts around what is pasted (ECMA-48, section 5.4).
func skipSequence(r *bufio.Reader) {
	if r.Buffered() == 0 {
		return // the key itself
	}
	if c, err := r.ReadByte(); err != nil || c != '[' && c != 'O' {
		return
	}
	for r.Buffered() > 0 {
		if c, err := r.ReadByte(); err != nil || c >= 0x40 && c <= 0x7e {
			return
		}
	}
}
