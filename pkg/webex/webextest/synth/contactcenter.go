package synth

// centerData is what the organisation has of this area.
type centerData struct{}

func centerRoutes() []route { return nil }

// foundCenter fills the area as the checklist asks for.
func foundCenter(*Organization) {}

// spoilCenter makes the clinic's mistakes in it.
func spoilCenter(*Organization) {}
