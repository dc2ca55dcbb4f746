package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

func readSinks(f *faults, root *yaml.Node) []Sink {
	var sinks []Sink
	lines, paths := map[string]int{}, map[string]int{}
	for _, n := range items(get(root, "sinks")) {
		if n.Kind != yaml.MappingNode {
			continue // which fit has reported
		}
		s, ok := readSink(f, n)
		if !ok {
			continue
		}
		if before, twice := lines[s.Name]; twice {
			f.add(lineOf(n, "name"), fmt.Sprintf("the sink on line %d has the same name", before), "give it another name")
		}
		if before, twice := paths[s.Path]; twice && s.Path != "" {
			f.add(lineOf(n, "path"), fmt.Sprintf("the sink on line %d writes to the same path", before), "give it a path of its own")
		}
		lines[s.Name], paths[s.Path] = lineOf(n, "name"), lineOf(n, "path")
		sinks = append(sinks, s)
	}
	return sinks
}

// readSink reads one sink by the shape of its type, and says whether all of it
// was in order.
func readSink(f *faults, n *yaml.Node) (Sink, bool) {
	before := f.count
	for i := 0; i+1 < len(n.Content); i += 2 {
		if k := n.Content[i]; slices.Contains(secretKeys, strings.ToLower(k.Value)) {
			f.add(k.Line, quoted(k.Value)+" does not belong here", nameSecret)
		}
	}
	refuseSecrets(f, n)
	typ := get(n, "type")
	switch {
	case typ == nil:
		f.add(n.Line, `"type" is missing in a sink`, "the types are "+strings.Join(sinkTypes, ", "))
		return Sink{}, false
	case !fit(f, typ, among(sinkTypes, ""), `"type"`):
		return Sink{}, false
	}
	fit(f, n, sinkShape(typ.Value), "a sink of type "+typ.Value)
	if f.count > before {
		return Sink{}, false
	}
	s := sinkOf(n)
	holdSink(f, n, s)
	return s, f.count == before
}

func sinkOf(n *yaml.Node) Sink {
	word := func(key string) string { return wordOf(get(n, key)) }
	retry, _ := time.ParseDuration(word("retry_for"))
	required, compress := get(n, "required"), get(n, "compress")
	return Sink{
		Name: cmp.Or(word("name"), word("type")), Type: word("type"), Line: n.Line,
		Optional: required != nil && !boolOf(required), RetryFor: retry,
		URL: word("url"), Address: word("address"),
		CAFile: word("ca_file"), CertFile: word("cert_file"), KeyFile: word("key_file"), ServerName: word("server_name"),
		TokenEnv: word("token_env"), TokenFile: word("token_file"), Username: word("username"),
		Headers: pairsOf(get(n, "headers")), HeadersEnv: pairsOf(get(n, "headers_env")), HeadersFile: pairsOf(get(n, "headers_file")),
		Uncompressed: compress != nil && !boolOf(compress),
		Index:        word("index"), Source: word("source"), SourceType: word("source_type"), Acknowledgement: word("acknowledgement"),
		Payload: word("payload"), Plain: boolOf(get(n, "plain")), Hostname: word("hostname"),
		Path: word("path"), Append: boolOf(get(n, "append")), RotateBytes: bytesOf(word("rotate_at")),
		Keep: intOf(get(n, "keep")), KeepDays: intOf(get(n, "keep_days")),
	}
}

// pairsOf returns the values by their names; nil when there are none.
func pairsOf(n *yaml.Node) map[string]string {
	if n == nil || len(n.Content) == 0 {
		return nil
	}
	pairs := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		pairs[n.Content[i].Value] = wordOf(n.Content[i+1])
	}
	return pairs
}

// bytesOf reads a size such as 100MB, in powers of ten.
func bytesOf(size string) int64 {
	for unit, bytes := range map[string]int64{"MB": 1e6, "GB": 1e9} {
		if digits, ok := strings.CutSuffix(size, unit); ok {
			n, _ := strconv.ParseInt(digits, 10, 64)
			return n * bytes
		}
	}
	return 0
}

// secretKeys are what people write in place of token_env or token_file.
var secretKeys = []string{"token", "password", "secret", "key", "api_key", "apikey", "hec_token", "auth", "authorization", "bearer"}

const nameSecret = "name a variable of the environment or a file that holds it: token_env, token_file, headers_env, headers_file"

// refuseSecrets refuses what should not be in a file that many may read. It
// quotes no value.
func refuseSecrets(f *faults, n *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case looksSecret(k.Value):
			f.add(k.Line, "a key looks like a secret", nameSecret)
		case v.Kind == yaml.ScalarNode && looksSecret(v.Value):
			f.add(v.Line, quoted(k.Value)+" looks like a secret", nameSecret)
		case v.Kind == yaml.MappingNode:
			refuseSecrets(f, v)
		}
	}
}
