package webextest

import (
	"context"
	"net/http"
	"net/http/httptest"

	"wxaudit/pkg/webex"
)

// Handshakes answers for the handshakes of package tlsprobe what is behind the
// server, without the server's misbehaviour, and passes every other request on.
// Nothing is dialled.
func (s *Server) Handshakes(next webex.Exchanger) webex.Exchanger { return handshakes{s.next, next} }

type handshakes struct {
	hosts http.Handler
	next  webex.Exchanger
}

func (h handshakes) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	if r.Host != webex.Handshake {
		return h.next.Exchange(ctx, r)
	}
	req := httptest.NewRequestWithContext(ctx, http.MethodGet, r.Path, nil)
	req.Header.Set("Authorization", "Bearer "+Token)
	answer := httptest.NewRecorder()
	h.hosts.ServeHTTP(answer, req)
	at, err := http.ParseTime(answer.Header().Get("Date"))
	if err != nil {
		return nil, &webex.Error{Kind: webex.Schema, Host: r.Host, Template: r.Template}
	}
	return &webex.Response{Status: answer.Code, Header: http.Header{}, Body: answer.Body.Bytes(), ReadAt: at.UTC(), Attempts: 1}, nil
}
