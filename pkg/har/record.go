package har

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
)

// record writes the answers as a recording. Its clock is when the first of them
// was seen: nothing in it is older.
func (s *selection) record(ctx context.Context, o Options) error {
	rec, err := replay.NewRecorder(s, collect.NewRedactor(o.Key, nil), o.To)
	if err != nil {
		return err
	}
	defer rec.Abort()
	for _, a := range s.order() {
		if _, err := rec.Exchange(ctx, a.request); err != nil {
			break // Finish tells why
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	oldest, _ := s.span()
	return rec.Finish(replay.Meta{
		ToolVersion: o.ToolVersion, RecordedAt: oldest, Organization: replay.Organization{ID: s.organization},
	})
}

// Exchange answers with what the browser saw.
func (s *selection) Exchange(_ context.Context, r webex.Request) (*webex.Response, error) {
	a, ok := s.answers[r.Path]
	if !ok {
		return nil, &webex.Error{Kind: webex.NotRecorded, Host: r.Host, Template: r.Template}
	}
	return &webex.Response{Status: statusOK, Body: a.body, ReadAt: a.at}, nil
}

// Open opens a recording that Import made, as evidence for a run under the clock
// now. It refuses one of which any answer is older than MaxAge or from after the
// run, one that is damaged or, unless that is allowed, edited, and the recording
// of an audit, which was not taken from a browser. Collect refuses it in its turn
// when it is of another organisation than the audited one.
func Open(dir string, now time.Time, allowEdited bool) (*collect.Capture, error) {
	recording, err := replay.Open(dir, replay.OpenOptions{AllowEdited: allowEdited})
	if err != nil {
		return nil, fmt.Errorf("har: %w", err)
	}
	// An answer that was taken away leaves the word to a lesser source.
	if missing := recording.Missing(); len(missing) > 0 && !allowEdited {
		return nil, fmt.Errorf("har: %s is missing; --allow-edited uses the capture nevertheless", filepath.Join(dir, missing[0]))
	}
	meta := recording.Meta()
	if meta.Organization.ID == "" {
		return nil, errors.New("har: the capture does not say of which organisation it is")
	}
	for _, service := range []webex.Alias{webex.API, webex.ContactCenter, webex.Handshake} {
		if recording.Answers(service) {
			return nil, errors.New("har: this is the recording of an audit, and no capture of a browser")
		}
	}
	oldest, newest := recording.Span()
	if newest.IsZero() {
		return nil, errors.New("har: the capture holds no answers")
	}
	if err := inTime(oldest, newest, now); err != nil {
		return nil, fmt.Errorf("har: %w", err)
	}
	return &collect.Capture{
		Client:       webex.New(webex.Options{Exchanger: recording}),
		At:           oldest,
		Organization: meta.Organization.ID,
		Edited:       recording.Edited(),
	}, nil
}
