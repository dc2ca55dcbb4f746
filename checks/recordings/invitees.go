package recordings

import "wxaudit/pkg/snapshot"

// amongStaff says whether a meeting has invitees and all of them are staff. One
// outsider settles it, however much of the list is missing.
func amongStaff(i *snapshot.Invitees) snapshot.Tri {
	if i == nil || i.People == nil {
		return snapshot.Unknown
	}
	whole := i.Gap == nil
	for _, p := range i.People {
		switch p.Kind {
		case snapshot.Staff:
		case snapshot.Outsider, snapshot.Anonymous:
			return snapshot.No
		default:
			whole = false
		}
	}
	if !whole {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(len(i.People) > 0)
}
