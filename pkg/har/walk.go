package har

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

const (
	// maxDepth bounds how deep the values of a file may be nested.
	maxDepth = 512
	// maxKey bounds the names that are looked at, in bytes.
	maxKey = 256
)

// walker reads JSON from a stream, and keeps of it only what it is asked for.
// Everything else passes by without being held, however long it is.
type walker struct {
	in     *bufio.Reader
	offset int64
	depth  int
}

func newWalker(ctx context.Context, r io.Reader) *walker {
	return &walker{in: bufio.NewReaderSize(untilDone{ctx, r}, 64<<10)}
}

// untilDone is a reader that ends with its context.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

// syntaxError is a place where the file is no JSON, or none of the expected
// shape. It quotes nothing of the file.
type syntaxError struct {
	offset int64
	what   string
}

func (e *syntaxError) Error() string { return fmt.Sprintf("%s, at byte %d", e.what, e.offset) }

func (w *walker) fault(what string) error { return &syntaxError{w.offset, what} }

// errCutOff is the end of the file where more should follow.
var errCutOff = errors.New("the file ends too early: it was not saved to its end")

func (w *walker) next() (byte, error) {
	b, err := w.in.ReadByte()
	switch {
	case errors.Is(err, io.EOF):
		return 0, errCutOff
	case err != nil:
		return 0, err
	}
	w.offset++
	return b, nil
}

// skipSpace returns the next byte that is no space, without taking it.
func (w *walker) skipSpace() (byte, error) {
	for {
		b, err := w.next()
		if err != nil {
			return 0, err
		}
		if b != ' ' && b != '\t' && b != '\n' && b != '\r' {
			w.offset--
			return b, w.in.UnreadByte()
		}
	}
}

// take takes the next byte that is no space, which must be this one.
func (w *walker) take(want byte, otherwise string) error {
	b, err := w.skipSpace()
	if err != nil {
		return err
	}
	if b != want {
		return w.fault(otherwise)
	}
	_, err = w.next()
	return err
}

// atEnd makes sure that nothing but space follows.
func (w *walker) atEnd() error {
	switch _, err := w.skipSpace(); {
	case errors.Is(err, errCutOff):
		return nil
	case err != nil:
		return err
	default:
		return w.fault("something follows behind the end")
	}
}

// object calls visit with the name of each member; visit must take its value.
// A name that is too long to be one of ours is empty.
func (w *walker) object(what string, visit func(name string) error) error {
	return w.nested('{', '}', what+" is no object", func() error {
		if b, err := w.skipSpace(); err != nil {
			return err
		} else if b != '"' {
			return w.fault("the file is no JSON")
		}
		name, _, err := w.text(maxKey)
		if err != nil {
			return err
		}
		if err := w.take(':', "the file is no JSON"); err != nil {
			return err
		}
		return visit(name)
	})
}

// array calls visit for each element; visit must take it.
func (w *walker) array(what string, visit func() error) error {
	return w.nested('[', ']', what+" is no list", visit)
}

func (w *walker) nested(open, shut byte, otherwise string, each func() error) error {
	if err := w.take(open, otherwise); err != nil {
		return err
	}
	if w.depth++; w.depth > maxDepth {
		return w.fault("the file is nested too deep")
	}
	defer func() { w.depth-- }()
	if b, err := w.skipSpace(); err != nil {
		return err
	} else if b == shut {
		_, err = w.next()
		return err
	}
	for {
		if err := each(); err != nil {
			return err
		}
		b, err := w.skipSpace()
		if err != nil {
			return err
		}
		if _, err := w.next(); err != nil {
			return err
		}
		switch b {
		case shut:
			return nil
		case ',':
		default:
			return w.fault("the file is no JSON")
		}
	}
}

// text takes a string, of which it keeps no more than limit bytes; whole says
// that it kept all. A longer one is empty.
func (w *walker) text(limit int) (s string, whole bool, err error) {
	if err := w.take('"', "the file is no JSON"); err != nil {
		return "", false, err
	}
	quoted, whole := []byte{'"'}, true
	for escaped := false; ; {
		part, last, err := w.part(&escaped)
		if err != nil {
			return "", false, err
		}
		if whole = whole && len(quoted)+len(part) <= limit+2; whole {
			quoted = append(quoted, part...)
		} else {
			quoted = nil
		}
		switch {
		case !last:
		case !whole:
			return "", false, nil
		case json.Unmarshal(quoted, &s) != nil:
			return "", false, w.fault("the file is no JSON")
		default:
			return s, true, nil
		}
	}
}

// part takes what is at hand of a string, up to its closing quotation mark. It
// is valid until the next read. Escaped says whether a backslash came last.
func (w *walker) part(escaped *bool) (part []byte, last bool, err error) {
	if _, err := w.in.Peek(1); errors.Is(err, io.EOF) {
		return nil, false, errCutOff
	} else if err != nil {
		return nil, false, err
	}
	part, _ = w.in.Peek(w.in.Buffered()) // is at hand
	for i, b := range part {
		if b < ' ' {
			return nil, false, w.fault("the file is no JSON")
		}
		if b == '"' && !*escaped {
			part, last = part[:i+1], true
			break
		}
		*escaped = b == '\\' && !*escaped
	}
	n, err := w.in.Discard(len(part))
	w.offset += int64(n)
	return part, last, err
}

// skip takes a value of any kind and keeps nothing of it.
func (w *walker) skip() error {
	b, err := w.skipSpace()
	if err != nil {
		return err
	}
	switch b {
	case '{':
		return w.object("", func(string) error { return w.skip() })
	case '[':
		return w.array("", w.skip)
	case '"':
		_, _, err := w.text(0)
		return err
	default:
		_, err := w.literal()
		return err
	}
}

// maxLiteral bounds numbers, true, false and null, in bytes.
const maxLiteral = 64

// literal takes a number, true, false or null.
func (w *walker) literal() (string, error) {
	var text []byte
	for {
		b, err := w.next()
		if err != nil {
			return "", err
		}
		if b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'E' {
			if text = append(text, b); len(text) > maxLiteral {
				return "", w.fault("the file is no JSON")
			}
			continue
		}
		w.offset--
		if err := w.in.UnreadByte(); err != nil {
			return "", err
		}
		if !json.Valid(text) {
			return "", w.fault("the file is no JSON")
		}
		return string(text), nil
	}
}
