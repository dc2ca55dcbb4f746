package receivertest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Webhook receives messages of the Standard Webhooks specification and refuses
// what does not follow it, and what does not look like events of wxaudit.
type Webhook struct {
	Server
	o    WebhookOptions
	seen map[string]string // bodies by webhook-id
}

// WebhookOptions describe a receiver.
type WebhookOptions struct {
	Authority *Authority // nil makes one
	// Secret is whsec_ and base64; empty for a receiver that looks at headers only.
	Secret string
	// Header must come with every request.
	Header http.Header
	NDJSON bool
	// Poison says which ids a message may not hold: it is answered 422.
	Poison func(id string) bool
	// MaxBytes bounds a body: a larger one is answered 413. 0 is without bound.
	MaxBytes int
	// Now is the clock that timestamps are compared with.
	Now func() time.Time
}

// NewWebhook starts a receiver that ends with the test.
func NewWebhook(tb testing.TB, o WebhookOptions) *Webhook {
	tb.Helper()
	w := &Webhook{o: o, seen: map[string]string{}}
	w.busy = func() reply { return reply{status: http.StatusTooManyRequests} }
	w.start(tb, o.Authority, w.answer)
	return w
}

// Endpoint is where to post.
func (w *Webhook) Endpoint() string { return w.URL() + "/hooks/wxaudit" }

func (w *Webhook) answer(r *http.Request, text []byte) reply {
	if w.o.MaxBytes > 0 && len(text) > w.o.MaxBytes {
		return reply{status: http.StatusRequestEntityTooLarge}
	}
	if err := w.known(r, text); err != nil {
		w.complain("%v", err)
		return reply{status: http.StatusUnauthorized}
	}
	events, err := w.read(text)
	if err != nil {
		w.complain("%v", err)
		return reply{status: http.StatusBadRequest}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for id := range events {
		if w.o.Poison != nil && w.o.Poison(id) {
			return reply{status: http.StatusUnprocessableEntity}
		}
	}
	for id, event := range events {
		w.store(id, event)
	}
	return reply{status: http.StatusNoContent}
}

var messageID = regexp.MustCompile(`^msg_[0-9a-f]{32}$`)

// known verifies who sent it, when, and that an id always has one body.
func (w *Webhook) known(r *http.Request, text []byte) error {
	want := "application/json"
	if w.o.NDJSON {
		want = "application/x-ndjson"
	}
	id, at := r.Header.Get("Webhook-Id"), r.Header.Get("Webhook-Timestamp")
	seconds, err := strconv.ParseInt(at, 10, 64)
	switch {
	case r.Method != http.MethodPost || r.URL.Path != "/hooks/wxaudit" || r.URL.RawQuery != "":
		return fmt.Errorf("%s %s", r.Method, r.URL)
	case r.Header.Get("Content-Type") != want:
		return fmt.Errorf("content type %q", r.Header.Get("Content-Type"))
	case !messageID.MatchString(id):
		return fmt.Errorf("webhook-id %q", id)
	case err != nil || w.o.Now().Sub(time.Unix(seconds, 0)).Abs() > 5*time.Minute:
		return fmt.Errorf("webhook-timestamp %q", at)
	}
	for name := range w.o.Header {
		if r.Header.Get(name) != w.o.Header.Get(name) {
			return fmt.Errorf("header %s is not as agreed", name)
		}
	}
	if w.o.Secret != "" && !w.signed(r.Header.Get("Webhook-Signature"), id+"."+at+"."+string(text)) {
		return errors.New("no signature fits")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if earlier, again := w.seen[id]; again && earlier != string(text) {
		return fmt.Errorf("webhook-id %s came with two bodies", id)
	}
	w.seen[id] = string(text)
	return nil
}

func (w *Webhook) signed(signatures, content string) bool {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(w.o.Secret, "whsec_"))
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(content))
	want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for _, s := range strings.Split(signatures, " ") {
		if hmac.Equal([]byte(s), []byte(want)) {
			return true
		}
	}
	return false
}

// read returns the events by their ids.
func (w *Webhook) read(text []byte) (map[string]json.RawMessage, error) {
	if i := bytes.IndexFunc(text, func(r rune) bool { return (r < ' ' || r > '~') && (r != '\n' || !w.o.NDJSON) }); i >= 0 {
		return nil, fmt.Errorf("byte %d is not printable ASCII", i)
	}
	var findings []json.RawMessage
	if w.o.NDJSON {
		lines, ended := bytes.CutSuffix(text, []byte("\n"))
		if !ended {
			return nil, errors.New("the last line has no end")
		}
		for line := range bytes.SplitSeq(lines, []byte("\n")) {
			findings = append(findings, line)
		}
	} else {
		var message struct {
			Type      string
			Timestamp time.Time
			Data      struct {
				Run          string
				First, Total int
				Findings     []json.RawMessage
			}
		}
		dec := json.NewDecoder(bytes.NewReader(text))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&message); err != nil {
			return nil, fmt.Errorf("message: %w", err)
		}
		d := message.Data
		if message.Type != "wxaudit.findings.v1" || message.Timestamp.IsZero() || d.Run == "" ||
			len(d.Findings) == 0 || d.First < 0 || d.First+len(d.Findings) > d.Total {
			return nil, fmt.Errorf("the envelope is wrong: %.200s", text)
		}
		findings = d.Findings
	}
	events := map[string]json.RawMessage{}
	for _, f := range findings {
		id, err := eventID(f)
		if err != nil {
			return nil, err
		}
		if events[id] != nil {
			return nil, fmt.Errorf("event %s is there twice", id)
		}
		events[id] = f
	}
	return events, nil
}

// eventID reads metadata.uid.
func eventID(event []byte) (string, error) {
	var e struct {
		Metadata struct {
			UID string `json:"uid"`
		} `json:"metadata"`
	}
	if err := json.Unmarshal(event, &e); err != nil {
		return "", fmt.Errorf("event: %w", err)
	}
	if e.Metadata.UID == "" {
		return "", fmt.Errorf("an event without metadata.uid: %.200s", event)
	}
	return e.Metadata.UID, nil
}
