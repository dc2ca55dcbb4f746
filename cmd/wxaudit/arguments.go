package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// noRecording refuses arguments. Whoever gives one mostly means a recording.
func noRecording(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage(fmt.Errorf("%q is not expected", args[0]), "to replay a recording: wxaudit run --fixtures "+args[0])
}
