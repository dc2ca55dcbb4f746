package policy

import (
	"strings"

	"wxaudit/pkg/check"
)

// Template is the policy that wxaudit policy init writes: every key that it can
// hold, with what it means, commented out. It parses as it is, and changes
// nothing.
//
// Remarks begin with "# " and a word, settings with "#" and the line that they
// are when the "#" is taken away.
func Template(all []check.Check) []byte {
	t := &template{}
	t.raw("# yaml-language-server: $schema=wxaudit.schema.json")
	t.raw("#")
	t.remark(0, "The policy of your organisation for wxaudit. Take the # away from what you want to set, and from the keys above it. wxaudit policy check says whether it can be read; wxaudit schema policy writes the schema that the first line names.")
	t.raw("version: 1")

	for _, section := range policyShape(all).fields[1:] {
		switch section.name {
		case "checks":
			t.checks(section, all)
			continue
		case "sinks":
			t.sinks(section)
			continue
		}
		t.raw("")
		t.remark(0, section.title)
		t.setting(0, section.name, "")
		switch section.kind {
		case list:
			t.item(section, all)
		default:
			t.fields(section, all)
		}
	}
	return []byte(t.b.String())
}

type template struct{ b strings.Builder }

func (t *template) raw(line string) { t.b.WriteString(line + "\n") }

// width of the remarks.
const width = 110

// remark writes a sentence as comment lines.
func (t *template) remark(level int, sentence string) {
	lead := "# " + strings.Repeat("  ", level)
	line := ""
	for _, w := range strings.Fields(sentence) {
		if line != "" && len(lead)+len(line)+1+len(w) > width {
			t.raw(lead + line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + w)
	}
	t.raw(lead + line)
}

// setting writes a key as a line that is commented out.
func (t *template) setting(level int, key, value string) {
	t.raw(strings.TrimRight("#"+strings.Repeat("  ", level)+key+": "+value, " "))
}

// fields writes each key of a section, with what it means and an example.
func (t *template) fields(section field, all []check.Check) {
	for _, f := range section.fields {
		t.remark(1, f.title)
		t.setting(1, f.name, example(section, f, all))
	}
}

// item writes an example of an item of a section that is a list.
func (t *template) item(section field, all []check.Check) {
	for _, f := range section.items.fields {
		t.remark(1, f.name+": "+f.title)
	}
	for i, f := range section.items.fields {
		key := "  " + f.name
		if i == 0 {
			key = "- " + f.name
		}
		t.setting(1, key, example(section, f, all))
	}
}

// checks writes every parameter with its default.
func (t *template) checks(section field, all []check.Check) {
	t.raw("")
	t.remark(0, section.title+" What differs from the default is shown beside the result. Below the id of any check may also stand severity (critical, high, medium or low) with severity_reason.")
	t.setting(0, section.name, "")
	for _, c := range all {
		if len(c.Params) == 0 {
			continue
		}
		t.remark(1, c.Title)
		t.setting(1, c.ID, "")
		t.setting(2, "params", "")
		for _, p := range c.Params {
			t.setting(3, p.Name, inline(p.Default))
		}
	}
}

// examples of what neither a default nor the rule of a word shows, by section
// and key.
var examples = map[string]string{
	"reads.every_space": "true", "reads.max_lines": "500", "reads.max_mailboxes": "500", "reads.max_devices": "500",

	"phi_scope.groups": `["group-id"]`, "phi_scope.departments": `["Cardiology"]`, "phi_scope.sites": `["clinic.webex.com"]`,
	"phi_scope.session_types": `["3"]`, "phi_scope.classifications": `["classification-id"]`, "phi_scope.queues": `["queue-id"]`,
	"phi_scope.external_participant": "true",

	"approved.applications": `["client-id"]`, "approved.bots": `["reminder@webex.bot"]`,

	"disabled.reason": `"We do not use this product."`,

	"waivers.resources": `["room-*", "*@teaching.clinic.example"]`, "waivers.reason": `"The rooms are used for internal teaching only."`,
	"waivers.equivalent_measure": `"The doors are locked, and attendance is taken."`,
	"waivers.owner":              `"Jane Doe"`, "waivers.approvers": `["John Roe", "Ann Poe"]`, "waivers.ticket": `"IT-1234"`,
	"waivers.starts": "2026-01-15", "waivers.expires": "2026-04-15",
}

func example(section, f field, all []check.Check) string {
	if value, ok := examples[section.name+"."+f.name]; ok {
		return value
	}
	switch {
	case f.keyNames == "check" && len(all) > 0:
		return inline(all[0].ID)
	case f.kind == list:
		return inline([]string{f.items.rule.like})
	default:
		return inline(f.rule.like)
	}
}
