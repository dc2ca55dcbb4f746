package report

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// address finds e-mail addresses in running text, also with a quoted mailbox,
// with an escaped at sign, and in scripts other than Latin. It would rather
// take too much for a mailbox than leave a part of one. Its group is the domain.
var address = regexp.MustCompile(`(?:` + mailbox + at + `)+(` + label + `(?:\.` + label + `)*)`)

const (
	mailbox = `(?:"[^"\n]+"|[\p{L}\p{N}_][\p{L}\p{M}\p{N}._%+'&!#$*?^{|}~=\x60-]*)`
	at      = `(?:@|%40|\\u0040)`
	label   = `[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?`
)

// Pseudonymise replaces every e-mail address in the report by
// staff-<8 hex digits>@<domain>. The digits are keyed: the same key gives the
// same person the same pseudonym, and without the key nobody can find out who
// it is by trying names. Fingerprints stay what they were, and so do the ids of
// resources, unless one holds an address that is also shown elsewhere. The
// people behind a waiver may be written by name; a name becomes staff-<8 hex
// digits>.
//
// What receivers of events were told of this report before is changed alike.
func Pseudonymise(r *Report, key []byte, told ...*Told) {
	p := pseudonyms{key: key, known: map[string]string{}}
	texts(reflect.ValueOf(r).Elem(), "", func(field, s string) string {
		switch {
		case field == "ID":
			return s
		case (field == "Owner" || field == "Approvers") && address.FindString(s) != s:
			return p.alias(strings.ToLower(s))
		}
		return address.ReplaceAllStringFunc(s, p.of)
	})
	for i := range r.Findings {
		p.id(&r.Findings[i].Resource.ID)
	}
	p.closed(r.History)
	for _, t := range told {
		p.closed(t.History)
	}
	sortFindings(r)
}

type pseudonyms struct {
	key   []byte
	known map[string]string // by address, lower case
}

func (p pseudonyms) closed(h *History) {
	if h == nil {
		return
	}
	for i := range h.Closed {
		p.id(&h.Closed[i].Resource.ID)
	}
}

// id replaces the addresses in the id of a resource that are also shown elsewhere.
func (p pseudonyms) id(id *string) {
	*id = address.ReplaceAllStringFunc(*id, func(a string) string {
		if alias, ok := p.known[strings.ToLower(a)]; ok {
			return alias
		}
		return a // such as person@site, which is no address
	})
}

func (p pseudonyms) of(addr string) string {
	addr = strings.ToLower(addr)
	if alias, ok := p.known[addr]; ok {
		return alias
	}
	parts := address.FindStringSubmatch(addr)
	if parts == nil {
		return "staff" // cannot be: lower case changes no class of character
	}
	domain := parts[1]
	alias := p.alias(strings.NewReplacer("%40", "@", `\u0040`, "@").Replace(addr)) + "@" + domain
	p.known[addr] = alias
	return alias
}

// alias is the pseudonym of a name or an address in lower case.
func (p pseudonyms) alias(who string) string {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte(who))
	return "staff-" + hex.EncodeToString(mac.Sum(nil)[:4])
}

// texts passes every string below v through change, with the name of the field
// that holds it. It uses reflection so that no field can be forgotten.
func texts(v reflect.Value, field string, change func(field, s string) string) {
	switch v.Kind() {
	case reflect.String:
		if s := v.String(); s != "" {
			v.SetString(change(field, s))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				texts(v.Field(i), f.Name, change)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), field, change)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			texts(v.Elem(), field, change)
		}
	case reflect.Interface:
		switch s := v.Interface().(type) {
		case string:
			v.Set(reflect.ValueOf(change(field, s)))
		case []string: // a copy: parameters are shared
			words := slices.Clone(s)
			for i := range words {
				words[i] = change(field, words[i])
			}
			v.Set(reflect.ValueOf(words))
		}
	}
}
