package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"golang.org/x/oauth2"

	"wxaudit/pkg/webex/internal/answer"
)

// failure turns an error of x/oauth2, or of the way to the network, into ours.
// Nothing of its text is used.
func (c *call) failure(ctx context.Context, err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return c.note(e)
	}
	if re, ok := errors.AsType[*oauth2.RetrieveError](err); ok && re.Response != nil {
		return c.note(answered(known(re.ErrorCode), re.Response.StatusCode))
	}
	if ctx.Err() != nil {
		return c.note(ended(ctx))
	}
	if _, ok := errors.AsType[*refusal](err); ok {
		return c.note(&Error{Kind: Refused, Detail: transportFault(err)})
	}
	if errors.Is(err, answer.ErrTooLarge) {
		return c.note(&Error{Kind: Malformed, Status: http.StatusOK, Detail: "the answer of the sign-in service is too large"})
	}
	if _, ok := errors.AsType[*url.Error](err); ok {
		return c.note(&Error{Kind: Unavailable, Detail: "no answer from the sign-in service: " + transportFault(err)})
	}
	return c.note(&Error{Kind: Malformed, Status: http.StatusOK, Detail: "the answer of the sign-in service cannot be read"})
}

// note adds to an error what the attempts before the last one mean.
func (c *call) note(e *Error) *Error {
	out := *e
	switch {
	case out.Kind == InvalidGrant && c.lost:
		out.Detail += "; an earlier attempt had no answer and may have used it up"
	case out.Kind == Unavailable && c.attempts > 1:
		out.Detail += fmt.Sprintf(", after %d attempts", c.attempts)
	}
	return &out
}

// ended is the error for a context that ended: somebody gave up, or nobody
// answered in the time that there was.
func ended(ctx context.Context) *Error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &Error{Kind: Unavailable, Detail: "the sign-in service took too long", Err: ctx.Err()}
	}
	return &Error{Kind: Canceled, Detail: "it was given up", Err: ctx.Err()}
}

// answered is the error for an error answer: what its code says, or else its
// status.
func answered(code string, status int) *Error {
	e := &Error{Code: code, Status: status}
	if passing(status) {
		// Such an answer comes from something in between as often as not.
		e.Code, code = "", codeUnavailable
	}
	switch code {
	case codeInvalidGrant:
		e.Kind, e.Detail = InvalidGrant, "the code or refresh token is used up, revoked or expired"
	case codeInvalidClient:
		e.Kind, e.Detail = InvalidClient, "the client id or client secret is wrong"
	case codeUnauthorized:
		e.Kind, e.Detail = InvalidClient, "the client may not sign in this way"
	case codeInvalidScope:
		e.Kind, e.Detail = InvalidScope, "a scope is not one of the integration's, or not in its order"
	case codeAccessDenied:
		e.Kind, e.Detail = Denied, "the sign-in was denied"
	case codeTokenLimit:
		e.Kind, e.Detail = Denied, "the account has as many tokens of this integration as it may have (tokenlimit_reached); revoke some of them, or wait until they end"
		e.Code = "" // it is in no RFC
	case codeExpired:
		e.Kind, e.Detail = Expired, "nobody finished the sign-in in time"
	case codeServerError, codeUnavailable:
		e.Kind, e.Detail = Unavailable, "the sign-in service is not available"
	case codeInvalidRequest, codeUnsupportedGrant, codeUnsupportedType, codePending, codeSlowDown:
		e.Kind, e.Detail = Malformed, "the sign-in service did not understand the request"
	default:
		e.Kind, e.Detail = byStatus(status)
	}
	return e
}

// byStatus is for error answers that name no code that we know.
func byStatus(status int) (ErrorKind, string) {
	switch status {
	case http.StatusUnauthorized:
		// RFC 6749, section 5.2, has this status for clients only.
		return InvalidClient, "the sign-in service does not take the client id or client secret"
	case http.StatusForbidden:
		return Denied, "the sign-in service forbids it"
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusGone:
		return Malformed, "there is no sign-in service at this address"
	}
	return Malformed, "the sign-in service refused, for a reason that it did not name or that is not known"
}
