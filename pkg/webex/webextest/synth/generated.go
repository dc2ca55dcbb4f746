package synth

// generatedData is what the organisation has of this area.
type generatedData struct{}

func generatedRoutes() []route { return nil }

// foundGenerated fills the area as the checklist asks for.
func foundGenerated(*Organization) {}

// spoilGenerated makes the clinic's mistakes in it.
func spoilGenerated(*Organization) {}
