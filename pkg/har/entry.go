package har

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/webex"
)

const (
	// maxBody bounds an answer as the file writes it, in bytes.
	maxBody = 1 << 20
	// maxURL and maxWord bound addresses and words, in bytes.
	maxURL, maxWord = 8 << 10, 256
)

// statusOK is the only status whose answers are used: no package that could open
// a connection is imported here, not even for its constants.
const statusOK = 200

// entry is what is kept of one exchange of the browser.
type entry struct {
	number  int // from 1, for errors
	started string
	method  string
	url     string
	status  string
	// text is the body of the answer; found says that the file has one, large
	// that it is longer than maxBody.
	text, encoding string
	found, large   bool
	// cached says that the browser did not ask the service at that moment.
	cached bool

	request, response bool // were seen
}

// read takes the next entry. Of an answer to another request than ours it keeps
// nothing, unless the file has the answer first.
func (e *entry) read(w *walker) error {
	return w.object(e.name("entry"), e.once(map[string]func() error{
		"startedDateTime": func() error { return w.word(e.name("startedDateTime"), maxWord, &e.started) },
		"_fromCache": func() error {
			e.cached = true
			return w.skip()
		},
		"request": func() error {
			e.request = true
			return e.readRequest(w)
		},
		"response": func() error {
			e.response = true
			if e.request && !e.ours() {
				return w.skip()
			}
			return e.readResponse(w)
		},
	}, w.skip))
}

func (e *entry) readRequest(w *walker) error {
	return w.object(e.name("request"), e.once(map[string]func() error{
		"method": func() error { return w.word(e.name("method"), maxWord, &e.method) },
		"url":    func() error { return w.word(e.name("url"), maxURL, &e.url) },
	}, w.skip))
}

func (e *entry) readResponse(w *walker) error {
	return w.object(e.name("response"), e.once(map[string]func() error{
		"status": func() (err error) {
			if b, err := w.skipSpace(); err != nil {
				return err
			} else if b == '"' || b == '{' || b == '[' {
				return w.fault(e.name("status") + " is no number")
			}
			e.status, err = w.literal()
			return err
		},
		"content": func() error {
			return w.object(e.name("content"), e.once(map[string]func() error{
				"text": func() (err error) {
					if b, err := w.skipSpace(); err != nil {
						return err
					} else if b != '"' {
						return w.fault(e.name("text") + " is no text")
					}
					var whole bool
					e.text, whole, err = w.text(maxBody)
					e.found, e.large = true, !whole
					return err
				},
				"encoding": func() error { return w.word(e.name("encoding"), maxWord, &e.encoding) },
			}, w.skip))
		},
	}, w.skip))
}

// once reads the members of an object that are known, and refuses one that is
// there twice: nobody could say which of them counts.
func (e *entry) once(known map[string]func() error, other func() error) func(string) error {
	seen := map[string]bool{}
	return func(name string) error {
		read, ok := known[name]
		if !ok {
			return other()
		}
		if seen[name] {
			return fmt.Errorf("%s is there twice", e.name(name))
		}
		seen[name] = true
		return read()
	}
}

func (e *entry) name(part string) string { return fmt.Sprintf("%s of entry %d", part, e.number) }

// word takes a string of bounded length; a longer one is none of ours.
func (w *walker) word(what string, limit int, into *string) error {
	b, err := w.skipSpace()
	if err != nil {
		return err
	}
	if b != '"' {
		return w.fault(what + " is no text")
	}
	*into, _, err = w.text(limit)
	return err
}

// hosts are the regional hosts of the services whose answers are used.
var hosts = map[webex.Alias]*regexp.Regexp{
	webex.Broker:     regexp.MustCompile(`^idbroker(-[a-z0-9-]+)?\.webex\.com$`),
	webex.ControlHub: regexp.MustCompile(`^atlas(-[a-z0-9-]+)?\.wbx2\.com$`),
}

// asks is the request of the collectors that the entry answers, and the
// organisation that it asked about.
func (e *entry) asks() (r webex.Request, organization string, ok bool) {
	if e.method != "GET" {
		return r, "", false
	}
	u, err := url.Parse(e.url)
	if err != nil || u.Scheme != "https" || u.User != nil || u.Port() != "" && u.Port() != "443" || u.Path != u.EscapedPath() {
		return r, "", false
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return r, "", false
	}
	for service, host := range hosts {
		if host.MatchString(strings.ToLower(u.Hostname())) {
			return collect.CaptureRequest(service, u.Path, query)
		}
	}
	return r, "", false
}

func (e *entry) ours() bool {
	_, _, ok := e.asks()
	return ok
}

// succeeded says whether the service answered with what was asked for.
func (e *entry) succeeded() bool {
	status, err := strconv.Atoi(e.status)
	return err == nil && status == statusOK
}

// body is the answer as the service sent it.
func (e *entry) body() ([]byte, bool) {
	switch e.encoding {
	case "":
		return []byte(e.text), true
	case "base64":
		body, err := base64.StdEncoding.DecodeString(e.text)
		return body, err == nil
	default:
		return nil, false
	}
}

// at is when the browser sent the request.
func (e *entry) at() (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, e.started)
	if err != nil {
		return time.Time{}, fmt.Errorf("%s is no moment such as 2026-11-20T09:30:00.000Z", e.name("startedDateTime"))
	}
	return t.UTC(), nil
}
