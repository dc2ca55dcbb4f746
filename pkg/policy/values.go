package policy

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"wxaudit/pkg/finding"
)

// The functions below take values out of nodes. They never fail: what does not
// fit its shape gives the zero value, and the fault that fit reported keeps it
// from ever being used.

// get follows keys down through mappings, and returns nil where there is none.
func get(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		if n == nil || n.Kind != yaml.MappingNode {
			return nil
		}
		var inner *yaml.Node
		for i := 0; i+1 < len(n.Content) && inner == nil; i += 2 {
			if k := n.Content[i]; k.Kind == yaml.ScalarNode && k.Value == key {
				inner = n.Content[i+1]
			}
		}
		n = inner
	}
	return n
}

// items returns the items of a list.
func items(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// wordOf returns a word as it stands.
func wordOf(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode {
		return ""
	}
	return n.Value
}

// textOf returns a text as one line.
func textOf(n *yaml.Node) string { return strings.Join(strings.Fields(wordOf(n)), " ") }

// wordsOf returns the words of a list; nil when there is no list.
func wordsOf(n *yaml.Node) []string {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	all := []string{}
	for _, item := range n.Content {
		all = append(all, wordOf(item))
	}
	return all
}

// lower returns the words in lower case, for names that have none of their own.
func lower(words []string) []string {
	for i := range words {
		words[i] = strings.ToLower(words[i])
	}
	return words
}

func intOf(n *yaml.Node) int {
	i, _ := strconv.Atoi(wordOf(n))
	return i
}

func floatOf(n *yaml.Node) float64 {
	v, _ := strconv.ParseFloat(wordOf(n), 64)
	return v
}

func boolOf(n *yaml.Node) bool { return strings.EqualFold(wordOf(n), "true") }

// dayOf returns a day, and reports one that the calendar does not have.
func dayOf(f *faults, n *yaml.Node, key string) finding.Day {
	if n == nil || !aDay.fits(wordOf(n)) {
		return finding.Day{}
	}
	d, err := finding.ParseDay(wordOf(n))
	if err != nil {
		f.add(n.Line, quoted(key)+" is a day that the calendar does not have", "write it like 2026-11-20")
	}
	return d
}

// lineOf is the line of a key's value, or of the object where it is missing.
func lineOf(n *yaml.Node, key string) int {
	if v := get(n, key); v != nil {
		return v.Line
	}
	return n.Line
}
