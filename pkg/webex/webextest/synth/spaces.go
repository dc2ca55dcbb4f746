package synth

// spacesData is what the organisation has of this area.
type spacesData struct{}

func spacesRoutes() []route { return nil }

// foundSpaces fills the area as the checklist asks for.
func foundSpaces(*Organization) {}

// spoilSpaces makes the clinic's mistakes in it.
func spoilSpaces(*Organization) {}
