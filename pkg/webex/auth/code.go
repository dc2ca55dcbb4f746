package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync/atomic"

	"golang.org/x/oauth2"

	"wxaudit/pkg/webex"
)

// CodeRequest says what a sign-in by authorisation code asks for. Client and
// RedirectURI are required.
type CodeRequest struct {
	Client Client
	Scopes []string
	// RedirectURI is where Webex sends the browser back to; it has to be among
	// those of the integration, letter by letter.
	RedirectURI string
}

// CodeLogin is a sign-in by authorisation code that is under way. It can be
// finished once.
type CodeLogin struct{ in *codeLogin }

// Format shows nothing, whatever the verb: package fmt would not ask the secrets
// inside, because their fields are not exported.
func (l CodeLogin) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[sign-in]") }

type codeLogin struct {
	service         *Service
	request         CodeRequest
	state, verifier Secret
	nonce           Secret                   // of StartURL
	owner           atomic.Pointer[receiver] // who finishes it; nil while it is open
	over            chan struct{}            // closed when it has an owner
}

// byHand is the owner of a sign-in that no callback finishes.
var byHand = &receiver{}

// take makes somebody the one who finishes the sign-in, unless there is one.
func (l *codeLogin) take(owner *receiver) bool {
	if !l.owner.CompareAndSwap(nil, owner) {
		return false
	}
	close(l.over)
	return true
}

// BeginCode begins a sign-in by authorisation code with PKCE (RFC 6749, section
// 4.1; RFC 7636, S256). Nothing is sent. Its error is an *Error.
func (s *Service) BeginCode(r CodeRequest) (*CodeLogin, error) {
	if err := r.Client.check(); err != nil {
		return nil, err
	}
	if err := Refuse(r.Scopes, true); err != nil {
		return nil, err
	}
	if _, err := webex.ServiceURL(r.RedirectURI); err != nil {
		return nil, &Error{Kind: Malformed, Detail: "redirect URI", Err: err}
	}
	return &CodeLogin{&codeLogin{
		service: s, request: r, state: Secret(rand.Text()), verifier: Secret(oauth2.GenerateVerifier()), nonce: Secret(rand.Text()), over: make(chan struct{}),
	}}, nil
}

// URL is the address that the person opens: GET /v1/authorize. It holds the
// state and the hash of the verifier. Nobody gets the tokens with these; but
// until the sign-in is finished, whoever sees it on this machine could finish it
// with an account of their own. So it is no argument for a program: see
// Callback.StartURL.
func (l *CodeLogin) URL() string { return l.in.url() }

func (l *codeLogin) url() string {
	return l.config().AuthCodeURL(l.state.Reveal(), oauth2.S256ChallengeOption(l.verifier.Reveal()))
}

// Finish takes the address to which the browser was sent back, or only its
// query, and gets the tokens (POST /v1/access_token). A text that is not an
// answer to this sign-in (Malformed, WrongState) leaves it open, so that
// the right one can follow; after any other error it is over. The error is an
// *Error.
func (l *CodeLogin) Finish(ctx context.Context, redirect string) (Grant, error) {
	query, err := queryOf(redirect)
	if err != nil {
		return Grant{}, err
	}
	code, _, err := l.in.claim(query, byHand)
	if err != nil {
		return Grant{}, err
	}
	return l.in.exchange(ctx, code)
}

func (l *codeLogin) config() *oauth2.Config {
	cfg := l.service.config(l.request.Client, tokenPath, oauth2.AuthStyleInParams)
	cfg.RedirectURL, cfg.Scopes = l.request.RedirectURI, l.request.Scopes
	return cfg
}

// maxRedirect bounds a pasted address, in bytes.
const maxRedirect = 16 << 10

// queryOf is the query of a pasted address, or of a text that is one.
func queryOf(text string) (url.Values, error) {
	text = strings.Trim(text, " \t\r\n\"'<>")
	if text == "" {
		return nil, &Error{Kind: Malformed, Detail: "no address was pasted"}
	}
	if len(text) > maxRedirect {
		return nil, &Error{Kind: Malformed, Detail: fmt.Sprintf("the pasted text is longer than %d KiB", maxRedirect>>10)}
	}
	if _, after, ok := strings.Cut(text, "?"); ok {
		text = after
	}
	text, _, _ = strings.Cut(text, "#")
	query, err := url.ParseQuery(text)
	if err != nil {
		return nil, &Error{Kind: Malformed, Detail: "the pasted text is no address with a query"}
	}
	return query, nil
}

// claim reads an answer to this sign-in: a code to exchange, or an error that
// ends it. Ours says whether it was an answer to this sign-in that is to be
// acted on; only the first one is.
func (l *codeLogin) claim(query url.Values, by *receiver) (code Secret, ours bool, err error) {
	state := query["state"]
	// The state comes before everything else: who does not know it gets nothing
	// done, not even an error.
	if len(state) != 1 || subtle.ConstantTimeCompare([]byte(state[0]), []byte(l.state)) != 1 {
		if len(state) == 0 && !query.Has("code") && !query.Has("error") {
			return "", false, &Error{Kind: Malformed, Detail: "there is neither a code nor an error in it; it must be the address that the browser shows after the sign-in"}
		}
		return "", false, &Error{Kind: WrongState, Detail: "this is the answer to another sign-in"}
	}
	codes, faults := query["code"], query["error"]
	switch {
	case len(codes)+len(faults) == 0:
		return "", false, &Error{Kind: Malformed, Detail: "there is neither a code nor an error in it; it must be the address that the browser shows after the sign-in"}
	case len(codes)+len(faults) > 1:
		return "", false, &Error{Kind: Malformed, Detail: "there is more than one code or error in it"}
	case len(codes) == 1 && (codes[0] == "" || !printable(codes[0])):
		return "", false, &Error{Kind: Malformed, Detail: "the code in it is cut or garbled"}
	}
	if !l.take(by) {
		return "", false, &Error{Kind: Refused, Detail: "this sign-in is over; begin another"}
	}
	if len(faults) == 1 {
		return "", true, redirectError(known(faults[0]))
	}
	return Secret(codes[0]), true, nil
}

// redirectError is the error for one that came with the browser (RFC 6749,
// section 4.1.2.1).
func redirectError(code string) *Error {
	if code == "" {
		return &Error{Kind: Denied, Detail: "the sign-in service refused, for a reason that is not known"}
	}
	e := answered(code, 0)
	if e.Kind == InvalidGrant {
		e.Kind, e.Detail = Denied, "the sign-in service refused"
	}
	return e
}

// exchange gets the tokens for the code (RFC 6749, section 4.1.3).
func (l *codeLogin) exchange(ctx context.Context, code Secret) (Grant, error) {
	ctx, c := begin(ctx, tokenPath)
	way := &dialect{next: l.service.repeated, read: tokenAnswer}
	t, err := l.config().Exchange(through(ctx, way), code.Reveal(), oauth2.VerifierOption(l.verifier.Reveal()))
	if err != nil {
		return Grant{}, c.failure(ctx, err)
	}
	return l.service.granted(Integration, l.request.Client, t, l.request.Scopes), nil
}
