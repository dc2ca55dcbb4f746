package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"wxaudit/pkg/webex/auth"
)

// formatVersion is the version of the format that this program writes, and the
// only one that it reads.
const formatVersion = 1

// maxSize bounds a stored grant, in bytes; a real one has about four thousand.
const maxSize = 1 << 20

// grantFile is a grant as it is stored. Its fields are plain strings: a Secret
// would write itself as a marker.
type grantFile struct {
	Version          int        `json:"version"`
	Kind             auth.Kind  `json:"kind"`
	Client           clientFile `json:"client"`
	AccessToken      string     `json:"access_token"`
	AccessExpiresAt  time.Time  `json:"access_expires_at,omitzero"`
	RefreshToken     string     `json:"refresh_token,omitempty"`
	RefreshExpiresAt time.Time  `json:"refresh_expires_at,omitzero"`
	Scopes           []string   `json:"scopes,omitempty"`
	RenewedAt        time.Time  `json:"renewed_at,omitzero"`
	SignedInAt       time.Time  `json:"signed_in_at,omitzero"`
}

type clientFile struct {
	ID     string `json:"id,omitempty"`
	Secret string `json:"secret,omitempty"`
}

// The faults of stored bytes. They quote nothing: what is damaged may be a
// piece of a token.
var (
	errNewer   = errors.New("it was written by a newer wxaudit; update wxaudit, or sign in again")
	errUnknown = errors.New("it holds keys that this version does not know")
	errNoToken = errors.New("it holds no token")
	errKind    = errors.New("it does not say how the tokens were come by")
)

// encode writes a grant, and makes sure that what it wrote reads as the same.
func encode(g auth.Grant) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(grantFile{
		Version:          formatVersion,
		Kind:             g.Kind,
		Client:           clientFile{ID: g.Client.ID, Secret: g.Client.Secret.Reveal()},
		AccessToken:      g.Access.Reveal(),
		AccessExpiresAt:  utc(g.AccessExpiry),
		RefreshToken:     g.Refresh.Reveal(),
		RefreshExpiresAt: utc(g.RefreshExpiry),
		Scopes:           g.Scopes,
		RenewedAt:        utc(g.RenewedAt),
		SignedInAt:       utc(g.SignedInAt),
	})
	if err != nil {
		return nil, errors.New("the tokens hold a time that cannot be written")
	}
	again, err := decode(b.Bytes())
	if err != nil {
		return nil, fmt.Errorf("the tokens cannot be written: %w", err)
	}
	if !again.Equal(g) {
		return nil, errors.New("the tokens hold characters that cannot be written")
	}
	return b.Bytes(), nil
}

// utc keeps the zero time what it is.
func utc(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC()
}

// versioned tells that bytes look like what encode writes, of whatever version.
func versioned(data []byte) bool {
	var head struct {
		Version *json.Number `json:"version"`
	}
	return json.Unmarshal(data, &head) == nil && head.Version != nil
}

// decode reads what encode wrote. Its errors begin with "it" and quote nothing.
func decode(data []byte) (auth.Grant, error) {
	if len(data) > maxSize {
		return auth.Grant{}, errors.New("it is too large")
	}
	var head struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(data, &head); err == nil && head.Version > formatVersion {
		return auth.Grant{}, errNewer
	}
	var f grantFile
	if err := decodeStrictly(data, &f); err != nil {
		return auth.Grant{}, err
	}
	switch {
	case f.Version != formatVersion:
		return auth.Grant{}, errors.New("it does not say its version")
	case !slices.Contains([]auth.Kind{auth.Integration, auth.Device, auth.ServiceApp, auth.Given}, f.Kind):
		return auth.Grant{}, errKind
	case f.AccessToken == "" && f.RefreshToken == "":
		return auth.Grant{}, errNoToken
	}
	return auth.Grant{
		Kind:          f.Kind,
		Client:        auth.Client{ID: f.Client.ID, Secret: auth.Secret(f.Client.Secret)},
		Access:        auth.Secret(f.AccessToken),
		AccessExpiry:  utc(f.AccessExpiresAt),
		Refresh:       auth.Secret(f.RefreshToken),
		RefreshExpiry: utc(f.RefreshExpiresAt),
		Scopes:        f.Scopes,
		RenewedAt:     utc(f.RenewedAt),
		SignedInAt:    utc(f.SignedInAt),
	}, nil
}

// decodeStrictly reads one JSON value into v and refuses keys that v lacks. The
// texts of encoding/json are not used: they quote the value.
func decodeStrictly(data []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		if errors.Is(err, io.EOF) {
			return errors.New("it is empty")
		}
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("it ends too early")
		}
		if se, ok := errors.AsType[*json.SyntaxError](err); ok {
			return fmt.Errorf("line %d: it is not JSON", line(data, se.Offset))
		}
		if te, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			return fmt.Errorf("line %d: a value is not of its type", line(data, te.Offset))
		}
		if json.Unmarshal(data, v) == nil {
			return errUnknown
		}
		return errors.New("a value cannot be read") // a time that is none
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more after the end")
	}
	return nil
}

// line is the number of the line of the byte before offset.
func line(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(max(offset-1, 0), int64(len(data)))], []byte("\n"))
}
