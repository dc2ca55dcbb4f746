package file

var (
	OfRun     = ofRun
	RotatedAt = rotatedAt
)
