package synth

// telephonyData is what the organisation has of this area.
type telephonyData struct{}

func telephonyRoutes() []route { return nil }

// foundTelephony fills the area as the checklist asks for.
func foundTelephony(*Organization) {}

// spoilTelephony makes the clinic's mistakes in it.
func spoilTelephony(*Organization) {}
