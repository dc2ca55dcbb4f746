package synth

// tlsData is what the organisation has of this area.
type tlsData struct{}

func tlsRoutes() []route { return nil }

// foundTLS fills the area as the checklist asks for.
func foundTLS(*Organization) {}

// spoilTLS makes the clinic's mistakes in it.
func spoilTLS(*Organization) {}
