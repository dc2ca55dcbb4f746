package collect

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"
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

// UnmarshalJSON never fails. A list of words, or of objects with the word as
// their value, has been seen; any other shape is searched for the word as well.
func (a *accountAttributes) UnmarshalJSON(data []byte) error {
	*a = accountAttributes{}
	if err := a.settings.UnmarshalJSON(data); err != nil {
		return err
	}
	var v any
	_ = json.Unmarshal(data, &v) // what is no JSON holds none
	a.power = len(powerIn(v)) > 0
	return nil
}

// powerIn are the attributes of that list which a value names.
func powerIn(v any) []any {
	var found []any
	for _, name := range powerAttributes {
		if namesAttribute(v, name) {
			found = append(found, name)
		}
	}
	return found
}

// namesAttribute says whether a value has the attribute as a word, a key or a part.
func namesAttribute(v any, attribute string) bool {
	switch v := v.(type) {
	case string:
		words := strings.FieldsFunc(v, func(c rune) bool { return !unicode.IsLetter(c) })
		return slices.ContainsFunc(words, func(word string) bool { return strings.EqualFold(word, attribute) })
	case []any:
		return slices.ContainsFunc(v, func(part any) bool { return namesAttribute(part, attribute) })
	case map[string]any:
		for key, part := range v {
			if namesAttribute(key, attribute) || namesAttribute(part, attribute) {
				return true
			}
		}
	}
	return false
}

// redact keeps which settings of ours it speaks of, and the attributes of power.
func (accountAttributes) redact(v any, p *Pseudonyms) any {
	kept, power := mentions(nil).redact(v, p), powerIn(v)
	if power == nil {
		return kept
	}
	words, _ := kept.([]any)
	return append(words, power...)
}
