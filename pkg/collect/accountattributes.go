package collect

import (
	"encoding/json"
	"slices"
	"strings"
)

// accountAttributes are what an event says was changed of an account or of the
// organisation. That somebody got or lost a role may stand here alone: the
// identity service calls every change "User was updated".
type accountAttributes struct {
	settings mentions
	// power says that one of them is about roles, or about what is managed by
	// the account.
	power bool
}

// powerAttributes are attributes of a SCIM user that make an administrator of it.
var powerAttributes = []string{"roles", "managedOrgs", "managedGroups", "managedSites", "adminTrainSiteNames"}

// UnmarshalJSON never fails. An attribute is a word, or an object with the word
// as its value.
func (a *accountAttributes) UnmarshalJSON(data []byte) error {
	*a = accountAttributes{}
	if err := a.settings.UnmarshalJSON(data); err != nil {
		return err
	}
	var list []any
	_ = json.Unmarshal(data, &list) // of another shape: none
	a.power = slices.ContainsFunc(list, func(attribute any) bool { return powerAttribute(attribute) != "" })
	return nil
}

// powerAttribute is the attribute of that list which it is, or "".
func powerAttribute(v any) string {
	word, ok := v.(string)
	if !ok {
		word, _ = inside(v, "value").(string)
	}
	for _, name := range powerAttributes {
		if strings.EqualFold(strings.TrimSpace(word), name) {
			return name
		}
	}
	return ""
}

// redact keeps which settings of ours it speaks of, and the attributes of power.
func (accountAttributes) redact(v any, p *Pseudonyms) any {
	kept := mentions(nil).redact(v, p)
	list, _ := v.([]any)
	for _, attribute := range list {
		if name := powerAttribute(attribute); name != "" {
			words, _ := kept.([]any)
			kept = append(words, name)
		}
	}
	return kept
}
