package synth

// devicesData is what the organisation has of this area.
type devicesData struct{}

func devicesRoutes() []route { return nil }

// foundDevices fills the area as the checklist asks for.
func foundDevices(*Organization) {}

// spoilDevices makes the clinic's mistakes in it.
func spoilDevices(*Organization) {}
