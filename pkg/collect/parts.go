package collect

import (
	"slices"

	"wxaudit/pkg/snapshot"
)

// part is one section with what fills it and what that asks for.
type part struct {
	name snapshot.Name
	fill collector
	asks []Endpoint
}

// parts lists the sections of the areas that have a table of their own.
func parts() []part {
	return slices.Concat(
		messagingParts(),
		appsParts(),
		generatedParts(),
		callingParts(),
		contactCenterParts(),
		deviceParts(),
		auditParts(),
		handshakeParts(),
	)
}
