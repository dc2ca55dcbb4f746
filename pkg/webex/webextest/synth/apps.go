package synth

// appsData is what the organisation has of this area.
type appsData struct{}

func appsRoutes() []route { return nil }

// foundApps fills the area as the checklist asks for.
func foundApps(*Organization) {}

// spoilApps makes the clinic's mistakes in it.
func spoilApps(*Organization) {}
