package auth

import (
	"slices"
	"strings"
)

// ReadOnly says whether a scope lets its holder read and nothing more, by its
// name: Webex has no other way to tell. Unknown names are not read-only. Those of
// OpenID Connect say who somebody is; they are harmless, and not needed.
func ReadOnly(scope string) bool {
	switch scope {
	case "spark:kms", "spark:xapi_statuses":
		// The first lets a client decrypt what it may read, the second reads the
		// status of devices.
		return true
	case "openid", "email", "profile":
		return true
	}
	return isScope(scope) && (strings.HasSuffix(scope, "_read") || strings.HasSuffix(scope, ":read") || strings.HasSuffix(scope, ":read_all"))
}

// Refuse returns an *Error for scopes that let their holder do more than read
// (Refused; the text names them), unless that is allowed, and for texts that can
// be no scopes (InvalidScope).
func Refuse(scopes []string, allowWrite bool) error {
	var more []string
	for _, s := range scopes {
		switch {
		case !isScope(s):
			return &Error{Kind: InvalidScope, Detail: "there is something among the scopes that can be none"}
		case !ReadOnly(s) && !slices.Contains(more, s):
			more = append(more, s)
		}
	}
	if len(more) > 0 && !allowWrite {
		return &Error{Kind: Refused, Detail: "these scopes allow more than reading: " + strings.Join(more, ", ")}
	}
	return nil
}

// Choose says which of the scopes that are needed to ask for, and which cannot
// be had. Webex refuses the whole sign-in for one scope that the integration is
// not registered for, and some sets in another order than that of the
// registration; so registered is in that order, and ask is too. Where it is
// empty, the registration is not known and everything is asked for.
func Choose(needed, registered []string) (ask, missing []string) {
	if len(registered) == 0 {
		return once(needed), nil
	}
	for _, s := range once(registered) {
		if slices.Contains(needed, s) {
			ask = append(ask, s)
		}
	}
	for _, s := range once(needed) {
		if !slices.Contains(registered, s) {
			missing = append(missing, s)
		}
	}
	return ask, missing
}

// once is the list with the first of each only.
func once(list []string) (out []string) {
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Compliance says whether a scope is one that a compliance officer grants.
func Compliance(scope string) bool { return strings.HasPrefix(scope, "spark-compliance:") }

// administration says whether a scope is one that an administrator grants.
func administration(scope string) bool {
	for _, prefix := range []string{"spark-admin:", "meeting:admin_", "audit:", "identity:"} {
		if strings.HasPrefix(scope, prefix) {
			return true
		}
	}
	return false
}

// Mixed says whether scopes of an administrator and of a compliance officer
// stand side by side. No one token is to hold both.
func Mixed(scopes []string) bool {
	return slices.ContainsFunc(scopes, Compliance) && slices.ContainsFunc(scopes, administration)
}

// maxScope bounds the name of a scope, in bytes.
const maxScope = 100

// isScope takes what RFC 6749, section 3.3, takes, but for what no scope of Webex
// has and a terminal or a shell may take for something else.
func isScope(s string) bool {
	if s == "" || len(s) > maxScope {
		return false
	}
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("_-:./", c) {
			return false
		}
	}
	return true
}
