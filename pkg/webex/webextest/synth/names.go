package synth

import "strings"

// Names of staff. None of them holds a word by which an audit suspects a
// shared or a service account ("room", "bot", "api" and the like).
var (
	firstNames = strings.Fields(`Maria Daniel Priya Thomas Elena Marcus Hannah Victor
		Grace Samuel Olivia Rajesh Naomi Peter Laura Omar Julia Kevin Amara Felix
		Diane Hector Sofia Walter Ingrid Leon Bianca Arthur Fatima George Helen Ivan`)
	lastNames = strings.Fields(`Alvarez Brandt Chen Dawson Eriksen Fuentes Grant Hollis
		Ibarra Jansen Keller Lindqvist Moreno Nakamura Okafor Petrov Quinn Ramirez
		Sandoval Tanaka Ulrich Vance Whitfield Xiong Yilmaz Zielinski Ashford Calder
		Delgado Fischer Goldberg`)
)

// personName is the nth name; the first 992 differ.
func personName(n int) (first, last string) {
	return firstNames[n%len(firstNames)], lastNames[n%len(lastNames)]
}
