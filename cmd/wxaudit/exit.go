package main

// The exit codes. They do not depend on the format.
const (
	exitOK          = 0   // nothing at or above --fail-on failed, and nothing is unknown
	exitUsage       = 2   // usage or configuration
	exitUnfinished  = 3   // no token, organisation unreadable, report not written, or not everything delivered
	exitInterrupted = 130 // SIGINT or SIGTERM
)

// exitError is an error that chooses the exit code, with the next step for the
// person who reads it.
type exitError struct {
	code int
	err  error
	hint string
	// done says that an interrupted command has kept what it did until then, and
	// that the hint holds.
	done bool
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// usage is a mistake in the command line, the environment or a file that the
// user wrote.
func usage(err error, hint string) *exitError {
	return &exitError{code: exitUsage, err: err, hint: hint}
}

// unfinished is an audit that could not be carried through.
func unfinished(err error, hint string) *exitError {
	return &exitError{code: exitUnfinished, err: err, hint: hint}
}
