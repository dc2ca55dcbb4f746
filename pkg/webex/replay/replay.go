// Package replay records the exchanges of an audit, redacted, and answers an
// audit from such a recording instead of from Webex.
//
// A recording is a directory: one JSON file an exchange, and recording.json
// with the clock, the organisation and the checksum of each file. The recorder
// sits above authorisation and retries, so it never sees a token, and a
// throttled request is one exchange.
package replay

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wxaudit/pkg/webex"
)

// Replay answers requests from a recording. It opens no connection and needs no
// token. It may be used by several goroutines.
type Replay struct {
	meta      Meta
	exchanges map[string]*exchangeFile
	edited    []string
	missing   []string
	sum       [32]byte
}

var _ webex.Exchanger = (*Replay)(nil)

// Exchange returns the recorded answer to r, or fails as the recorded request
// did. Without one the error is a
// *webex.Error of kind NotRecorded that names the file that was wanted.
func (p *Replay) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	if err := ctx.Err(); err != nil {
		kind := webex.Canceled
		if errors.Is(err, context.DeadlineExceeded) {
			kind = webex.Timeout
		}
		return nil, &webex.Error{Kind: kind, Host: r.Host, Template: r.Template}
	}
	f, ok := p.exchanges[requestKey(r)]
	if !ok {
		return nil, &webex.Error{
			Kind: webex.NotRecorded, Host: r.Host, Template: r.Template,
			Detail: fmt.Sprintf("the recording has no file %s", fileName(r, shortDigest)),
		}
	}
	if f.Error != "" {
		return nil, &webex.Error{Kind: f.Error, Host: r.Host, Template: r.Template, Detail: "so it was recorded"}
	}
	return f.response(), nil
}

// Now is the clock of the recording, in UTC; a replay runs under it.
func (p *Replay) Now() time.Time { return p.meta.RecordedAt }

// Meta says what the recording is of.
func (p *Replay) Meta() Meta { return p.meta }

// Edited lists the files that were changed, added or removed since the
// recording was made, sorted by name.
func (p *Replay) Edited() []string { return slices.Clone(p.edited) }

// Missing lists the files that were removed since the recording was made, sorted by
// name.
func (p *Replay) Missing() []string { return slices.Clone(p.missing) }

// Answers says whether the recording holds an exchange with a service.
func (p *Replay) Answers(service webex.Alias) bool {
	for _, f := range p.exchanges {
		if f.Request.Host == service {
			return true
		}
	}
	return false
}

// Span is when the first and the last of the answers were read, in UTC; zero when
// the recording holds none.
func (p *Replay) Span() (oldest, newest time.Time) {
	for _, f := range p.exchanges {
		at := f.ReadAt.UTC()
		if at.IsZero() {
			continue
		}
		if oldest.IsZero() || at.Before(oldest) {
			oldest = at
		}
		if at.After(newest) {
			newest = at
		}
	}
	return oldest, newest
}

// Sum is a hash of the whole recording as it is now.
func (p *Replay) Sum() [32]byte { return p.sum }
