package policy

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// newRegister is what a new register begins with.
const newRegister = `# yaml-language-server: $schema=wxaudit-attestations.schema.json
#
# What people vouch for because Webex cannot show it. Of several entries about
# one statement the one signed last counts. wxaudit attest list says what is
# asked for, wxaudit attest add writes an entry.
version: 1
`

// insert puts an entry behind the last one of a register, whose mapping is root.
// Whoever calls it must parse what it returns: not every layout can be added to.
func insert(data []byte, root *yaml.Node, e Entry) []byte {
	end := "\n"
	if bytes.Contains(data, []byte("\r\n")) {
		end = "\r\n"
	}
	lines := strings.SplitAfter(string(data), "\n")
	if last := len(lines) - 1; lines[last] == "" {
		lines = lines[:last]
	} else {
		lines[last] += end
	}
	list := get(root, "attestations")
	indent, head := root.Column-1, ""
	switch {
	case list == nil:
		head, indent = "\n"+strings.Repeat(" ", indent)+"attestations:\n", indent+2
	case list.Style&yaml.FlowStyle != 0: // [] becomes a list of lines
		lines[list.Line-1] = withoutBrackets(lines[list.Line-1])
		indent += 2
	default:
		indent = list.Column - 1
	}
	at := endOf(list, root, lines)
	added := strings.ReplaceAll(head+written(e, indent), "\n", end)
	return []byte(strings.Join(lines[:at], "") + added + strings.Join(lines[at:], ""))
}

// fitsLayout says whether an entry can be added to a register.
func fitsLayout(root *yaml.Node) bool {
	list := get(root, "attestations")
	return root.Style&yaml.FlowStyle == 0 && (list == nil || list.Style&yaml.FlowStyle == 0 || len(list.Content) == 0)
}

// endOf is how many lines stand before the place of a new entry: all of them, or
// those up to the mark that ends the document, or up to the key behind the list
// and the comments that belong to it.
func endOf(list, root *yaml.Node, lines []string) int {
	for i, line := range lines {
		if i >= root.Line && strings.TrimRight(line, " \t\r\n") == "..." {
			lines = lines[:i]
			break
		}
	}
	end := len(lines)
	if list == nil {
		return end
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if line := root.Content[i].Line; line > list.Line {
			end = min(end, line-1)
		}
	}
	for end > list.Line && end < len(lines) && isRemark(lines[end-1]) {
		end--
	}
	return end
}

func isRemark(line string) bool { return strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" }

// withoutBrackets takes the [] out of a line "attestations: []".
func withoutBrackets(line string) string {
	before, rest, _ := strings.Cut(line, "[")
	inside, after, shut := strings.Cut(rest, "]")
	if !shut || strings.TrimSpace(inside) != "" {
		return line
	}
	return strings.TrimRight(before, " ") + after
}
