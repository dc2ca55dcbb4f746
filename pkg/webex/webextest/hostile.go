package webextest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
)

// alwaysLinks says that an answer is a list, so that a hostile server may add a
// next link to it.
func alwaysLinks(answer *httptest.ResponseRecorder) bool {
	return answer.Code == http.StatusOK && strings.HasPrefix(answer.Body.String(), `{"items":[{`)
}

// ForeignNext makes every next link lead to another server, and adds one to
// every list: a client that follows it hands its token over.
func ForeignNext(base string) Option {
	return func(s *Server) {
		s.links = func(r *http.Request, _ string) string { return base + r.URL.RequestURI() }
	}
}

// RepeatingNext makes every list claim a next page that is the page itself.
func RepeatingNext() Option {
	return func(s *Server) {
		s.links = func(r *http.Request, _ string) string { return "http://" + r.Host + r.URL.RequestURI() }
	}
}

// MaxNull writes max=null into every next link, as some Webex services do. The
// organisations answer 400 to such a page size, so that a client must repair
// the link.
func MaxNull() Option {
	return func(s *Server) {
		s.links = func(_ *http.Request, next string) string {
			u, err := url.Parse(next)
			if err != nil || next == "" {
				return next
			}
			query := u.Query()
			query.Set("max", "null")
			u.RawQuery = query.Encode()
			return u.String()
		}
	}
}
