package policy

import (
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// mostSettings bounds the text of a flag, in bytes.
const mostSettings = 64 << 10

// ParseSink reads a sink out of one text: key=value, separated by commas, with
// CSV quoting (RFC 4180) for a pair that holds a comma or a quote. The keys and
// their rules are those of the policy file; headers are written header.NAME=value,
// header_env.NAME=VARIABLE and header_file.NAME=path. Its errors name the key,
// and never quote a value.
func ParseSink(settings string) (Sink, error) {
	if len(settings) > mostSettings || !utf8.ValidString(settings) ||
		strings.ContainsFunc(settings, isControl) || strings.ContainsAny(settings, "\t\n") {
		return Sink{}, errors.New("the settings are not one line of text")
	}
	r := csv.NewReader(strings.NewReader(settings))
	r.TrimLeadingSpace = true
	pairs, err := r.Read()
	if err != nil {
		return Sink{}, errors.New(`the settings are not key=value, separated by commas; put a pair that holds a comma or a quote into quotes, and write a quote in it twice`)
	}
	n, err := nodeOf(pairs)
	if err != nil {
		return Sink{}, err
	}
	f := &faults{}
	s, _ := readSink(f, n)
	if f.first != nil {
		return Sink{}, fmt.Errorf("%s; %s", harmless(f.first.What, 300), harmless(f.first.Do, 400))
	}
	s.Line = 0
	return s, nil
}

// headerKeys are the groups of headers, by how a setting begins.
var headerKeys = map[string]string{"header": "headers", "header_env": "headers_env", "header_file": "headers_file"}

// nodeOf is what the same settings would be in a file.
func nodeOf(pairs []string) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.MappingNode, Line: 1}
	typ := ""
	for _, pair := range pairs {
		if value, ok := strings.CutPrefix(pair, "type="); ok && slices.Contains(sinkTypes, value) {
			typ = value
		}
	}
	for i, pair := range pairs {
		key, value, ok := strings.Cut(pair, "=")
		key = strings.TrimSpace(key)
		if !ok || len(key) > 120 || looksSecret(key) { // then the key may be a part of a secret
			return nil, fmt.Errorf("setting %d is not key=value", i+1)
		}
		begin, header, dotted := strings.Cut(key, ".")
		group, isHeader := headerKeys[begin]
		switch {
		case slices.Contains([]string{"headers", "headers_env", "headers_file"}, begin):
			return nil, fmt.Errorf("%s is not a setting; write header.NAME=value, header_env.NAME=VARIABLE or header_file.NAME=path", quoted(key))
		case dotted && isHeader:
			in := get(n, group)
			if in == nil {
				in = &yaml.Node{Kind: yaml.MappingNode, Line: 1}
				n.Content = append(n.Content, textNode(group), in)
			}
			if get(in, header) != nil {
				return nil, fmt.Errorf("%s is given twice", quoted(key))
			}
			in.Content = append(in.Content, textNode(header), textNode(value))
		case get(n, key) != nil:
			return nil, fmt.Errorf("%s is given twice", quoted(key))
		default:
			n.Content = append(n.Content, textNode(key), valueNode(typ, key, value))
		}
	}
	return n, nil
}

func textNode(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: 1}
}

// valueNode is a value without quotes where a number or a switch belongs, and
// text everywhere else.
func valueNode(typ, key, value string) *yaml.Node {
	n := textNode(value)
	if f, _ := sinkShape(typ).field(key); f.kind == whole || f.kind == yesNo {
		n.Tag = "" // which is then found by the value
	}
	return n
}
