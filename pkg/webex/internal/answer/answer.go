// Package answer takes in the answers of Webex whole, for the client of its APIs
// and for that of its sign-in service: one that is cut, slow or too large is found
// while there is still somebody to try again.
package answer

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

// ErrorLimit bounds how much of the body of an error answer is looked at, in
// bytes.
const ErrorLimit = 8 << 10

var (
	// ErrSlow ends one attempt; the next may be luckier.
	ErrSlow = errors.New("the attempt took too long")
	// ErrTooLarge is final: the answer would be as large the next time.
	ErrTooLarge = errors.New("the answer is too large")
)

// TakeIn replaces the body by one that is in memory, and closes it. Of a success
// all of it must come: ErrTooLarge when it has more bytes than most, after
// decompression, and io.ErrUnexpectedEOF when it is JSON that breaks off, which a
// connection that ends the body by closing cannot tell. Of an error answer the
// first ErrorLimit bytes are kept, and it is of no matter whether they came: the
// status did. Of 101 nothing is: what follows is the bare connection, which no
// context ends.
func TakeIn(resp *http.Response, most int64) error {
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusSwitchingProtocols {
		resp.Body = http.NoBody
		return nil
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		body, _ := io.ReadAll(io.LimitReader(resp.Body, ErrorLimit))
		resp.Body = io.NopCloser(bytes.NewReader(body))
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	if err != nil {
		return err
	}
	if int64(len(body)) > most {
		return ErrTooLarge
	}
	var v json.RawMessage
	if errors.Is(json.NewDecoder(bytes.NewReader(body)).Decode(&v), io.ErrUnexpectedEOF) {
		return io.ErrUnexpectedEOF
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}
