package spool

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"wxaudit/pkg/sink"
)

// maxLine bounds a line of any file of ours, maxEvent one of events, in bytes. An
// event that is set aside has its reason beside it.
const (
	maxLine  = 16 << 20
	maxEvent = maxLine - 64<<10
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sumLen is the length of the end of each line of JSON: ,"crc32c":"01234567"}
const sumLen = len(`,"crc32c":"01234567"}`)

// seal ends an object that lacks its brace with the checksum of all before, and
// the line.
func seal(line []byte) []byte {
	return fmt.Appendf(line, `,"crc32c":"%08x"}`+"\n", crc32.Checksum(line, castagnoli))
}

// sealed says whether a line, without its end, is as seal left it.
func sealed(line []byte) bool {
	cut := len(line) - sumLen
	return cut >= 0 && string(line[cut:]) == fmt.Sprintf(`,"crc32c":"%08x"}`, crc32.Checksum(line[:cut], castagnoli))
}

// encode writes an event as a line, with its index in the file and the checksum
// of all that is before it. The payload stays as it is, byte for byte.
func encode(index int, e sink.Event) ([]byte, error) {
	body := e.Body
	e.Body = nil
	switch {
	case (len(body) > 0) == (e.Text != ""):
		return nil, errors.New("it must have either a body or a text")
	case len(body) > 0 && (!json.Valid(body) || bytes.ContainsAny(body, "\r\n")):
		return nil, errors.New("its body is not one line of JSON")
	}
	line, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	line = line[:len(line)-1]
	if len(body) > 0 {
		line = append(append(line, `,"body":`...), body...)
	}
	line = fmt.Appendf(line, `,"index":%d`, index)
	line = seal(line)
	if len(line) > maxEvent {
		return nil, fmt.Errorf("it has %d bytes; %d are the most", len(line), maxEvent)
	}
	return line, nil
}

var errDamaged = errors.New("the line is damaged")

// decode reads a line of encode, without its end.
func decode(line []byte) (index int, e sink.Event, err error) {
	if !sealed(line) {
		return 0, e, errDamaged
	}
	var l struct {
		sink.Event
		Index *int `json:"index"`
	}
	if json.Unmarshal(line, &l) != nil || l.Index == nil || *l.Index < 0 || *l.Index >= maxEvents {
		return 0, e, errDamaged
	}
	return *l.Index, l.Event, nil
}

// lines reads the lines of a file, and no more of it than one at a time.
type lines struct{ r *bufio.Reader }

func newLines(r io.Reader) lines { return lines{bufio.NewReaderSize(r, 64<<10)} }

// next returns a line without its end, until io.EOF. It is nil and whole is false
// for a line that is too long, or that the file ends in.
func (l lines) next() (line []byte, whole bool, err error) {
	tooLong := false
	for {
		part, err := l.r.ReadSlice('\n')
		if !tooLong {
			line = append(line, part...)
		}
		if len(line) > maxLine {
			line, tooLong = nil, true
		}
		switch {
		case err == nil && tooLong:
			return nil, false, nil
		case err == nil:
			return line[:len(line)-1], true, nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && (len(line) > 0 || tooLong):
			return nil, false, nil
		default:
			return nil, false, err
		}
	}
}
