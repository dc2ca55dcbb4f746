package auth

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

var clientKeys = []string{"client_id", "client_secret", "scopes"}

// ParseClient reads a client file: a JSON object with client_id, client_secret
// and, if need be, scopes: those that the integration is registered for, in the
// order of the registration, as a list or as one text with blanks between. Name is
// that of the file, for errors.
//
// The error is an *Error (Malformed) that begins with file and line and quotes
// nothing of the file.
func ParseClient(name string, data []byte) (c Client, registered []string, err error) {
	c, registered, fault := parseClient(data)
	if fault != nil {
		return Client{}, nil, fault.error(name)
	}
	return c, registered, nil
}

func parseClient(data []byte) (c Client, registered []string, fault *inputFault) {
	if len(data) > maxInput {
		return c, nil, &inputFault{0, fmt.Sprintf("more than %d KiB is no client file", maxInput>>10)}
	}
	o, fault := parseObject(bytes.TrimPrefix(data, []byte("\ufeff")), clientKeys)
	if fault != nil {
		return c, nil, fault
	}
	id, fault := o.secret("client_id")
	if fault != nil {
		return c, nil, fault
	}
	secret, fault := o.secret("client_secret")
	if fault != nil {
		return c, nil, fault
	}
	if id == "" || secret == "" {
		return c, nil, &inputFault{0, "client_id and client_secret are both needed"}
	}
	registered, fault = o.scopes("scopes")
	if fault != nil {
		return c, nil, fault
	}
	return Client{ID: id.Reveal(), Secret: secret}, registered, nil
}

// scopes is the list of scopes under a key; nil when there is none.
func (o object) scopes(key string) ([]string, *inputFault) {
	m, ok := o[key]
	if !ok {
		return nil, nil
	}
	var list []string
	var items []*string // a null among them is no empty text
	if text, fault := o.text(key); fault == nil {
		list = strings.Fields(text)
	} else if json.Unmarshal(m.raw, &items) == nil && !slices.Contains(items, nil) {
		for _, s := range items {
			list = append(list, *s)
		}
	} else {
		return nil, &inputFault{m.line, key + " is neither a text nor a list of texts"}
	}
	for i, s := range list {
		if !isScope(s) {
			return nil, &inputFault{m.line, fmt.Sprintf("number %d of %s can be no scope", i+1, key)}
		}
		if slices.Contains(list[:i], s) {
			return nil, &inputFault{m.line, fmt.Sprintf("number %d of %s is there twice", i+1, key)}
		}
	}
	return list, nil
}
