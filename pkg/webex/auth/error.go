package auth

import "fmt"

// ErrorKind says what went wrong with a sign-in or a renewal, so that the caller
// can say what to do.
type ErrorKind string

// The kinds of errors.
const (
	Denied        ErrorKind = "denied"         // the person, or the organisation, said no
	InvalidGrant  ErrorKind = "invalid_grant"  // the code or refresh token is used up, revoked or expired
	InvalidClient ErrorKind = "invalid_client" // the client id or secret is wrong
	InvalidScope  ErrorKind = "invalid_scope"  // a scope that the integration does not have, or in another order
	WrongState    ErrorKind = "wrong_state"    // the answer belongs to another sign-in
	Contested     ErrorKind = "contested"      // somebody else may have opened the sign-in
	Expired       ErrorKind = "expired"        // nobody finished the sign-in in time
	Unavailable   ErrorKind = "unavailable"    // no answer, or 5xx, after all attempts
	Malformed     ErrorKind = "malformed"      // an answer, or an input, that cannot be read
	Refused       ErrorKind = "refused"        // we do not do that: write scopes, a foreign host
	Canceled      ErrorKind = "canceled"       // the context ended
	NotKept       ErrorKind = "not_kept"       // the new pair is good and could not be stored
)

// Error is every error of this package and of package store. Its text is our own:
// what a token endpoint answers may quote a secret.
type Error struct {
	Kind ErrorKind
	// Code is the error code of RFC 6749 or 8628 that the service gave, when it is
	// one of those that the RFCs name; empty otherwise.
	Code string
	// Status is the HTTP status of the last answer; 0 without one. A Malformed
	// with a status is about that answer, and one without about an input.
	Status int
	// Detail says what happened, for people, and holds no secret.
	Detail string
	// Err is a cause whose text is safe to show; nil when there is none.
	Err error
}

func (e *Error) Error() string {
	text := e.Detail
	if text == "" {
		text = string(e.Kind)
	}
	if e.Status != 0 {
		text += fmt.Sprintf(" (HTTP %d", e.Status)
		if e.Code != "" {
			text += ", " + e.Code
		}
		text += ")"
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }
