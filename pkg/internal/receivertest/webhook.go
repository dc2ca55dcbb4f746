package receivertest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Webhook receives messages of the Standard Webhooks specification and refuses
// what does not follow it, and what does not look like events of wxaudit.
type Webhook struct {
	station
	options WebhookOptions
	bodies  map[string]string // by webhook-id
}

// WebhookOptions describe a receiver.
type WebhookOptions struct {
	// Secret is whsec_ and base64; empty for a receiver that looks at headers only.
	Secret string
	// Header must come with every request.
	Header http.Header
	NDJSON bool
	// Poison says which ids a message may not hold: it is answered 400.
	Poison func(id string) bool
	// MaxBytes bounds a body: a larger one is answered 413. 0 is without bound.
	MaxBytes int
	// Now is the clock that timestamps are compared with.
	Now func() time.Time
}

// NewWebhook starts a receiver.
func NewWebhook(o WebhookOptions) (*Webhook, error) {
	w := &Webhook{options: o, bodies: map[string]string{}}
	return w, w.open(w.receive)
}

// URL is where to post.
func (w *Webhook) URL() string { return "http://" + w.address + "/hooks/wxaudit" }

func (w *Webhook) receive(out http.ResponseWriter, r *http.Request) {
	text, err := body(r)
	if err != nil {
		out.WriteHeader(http.StatusBadRequest) // the sender was killed in the middle
		return
	}
	if w.options.MaxBytes > 0 && len(text) > w.options.MaxBytes {
		out.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	if err := w.known(r, text); err != nil {
		w.fault("%v", err)
		out.WriteHeader(http.StatusUnauthorized)
		return
	}
	ids, err := w.read(text)
	if err != nil {
		w.fault("%v", err)
		out.WriteHeader(http.StatusBadRequest)
		return
	}
	for _, id := range ids {
		if w.options.Poison != nil && w.options.Poison(id) {
			out.WriteHeader(http.StatusBadRequest)
			return
		}
	}
	w.take(ids...)
	out.WriteHeader(http.StatusNoContent)
}

var messageID = regexp.MustCompile(`^msg_[0-9a-f]{32}$`)

// known verifies who sent it, when, and that an id always has one body.
func (w *Webhook) known(r *http.Request, text []byte) error {
	want := "application/json"
	if w.options.NDJSON {
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
	case err != nil || w.options.Now().Sub(time.Unix(seconds, 0)).Abs() > 5*time.Minute:
		return fmt.Errorf("webhook-timestamp %q", at)
	}
	for name := range w.options.Header {
		if r.Header.Get(name) != w.options.Header.Get(name) {
			return fmt.Errorf("header %s is not as agreed", name)
		}
	}
	if w.options.Secret != "" && !w.signed(r.Header.Get("Webhook-Signature"), id+"."+at+"."+string(text)) {
		return fmt.Errorf("no signature fits")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if earlier, again := w.bodies[id]; again && earlier != string(text) {
		return fmt.Errorf("webhook-id %s came with two bodies", id)
	}
	w.bodies[id] = string(text)
	return nil
}

func (w *Webhook) signed(signatures, content string) bool {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(w.options.Secret, "whsec_"))
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

// read returns the ids of the events.
func (w *Webhook) read(text []byte) ([]string, error) {
	if i := bytes.IndexFunc(text, func(r rune) bool { return (r < ' ' || r > '~') && (r != '\n' || !w.options.NDJSON) }); i >= 0 {
		return nil, fmt.Errorf("byte %d is not printable ASCII", i)
	}
	var findings []json.RawMessage
	if w.options.NDJSON {
		lines, ended := bytes.CutSuffix(text, []byte("\n"))
		if !ended {
			return nil, fmt.Errorf("the last line has no end")
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
	var ids []string
	for _, f := range findings {
		id, err := eventID(f)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
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
