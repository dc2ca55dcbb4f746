package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wxaudit/pkg/har"
)

func newImportCommand(sys *system) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import",
		Short: "Take in what somebody else saw",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newImportHARCommand(sys))
	return cmd
}

func newImportHARCommand(sys *system) *cobra.Command {
	var to string
	cmd := &cobra.Command{
		Use:   "har FILE",
		Short: "Take Control Hub's answers from a browser's network log",
		Long: `Some of Control Hub's own services refuse an integration's token, while the administrator
sees their values in the browser. To let the audit see them too:

  1. open admin.webex.com, then the browser's developer tools, tab Network
  2. open Management > Organization Settings (Authentication, Identity providers) and
     Services > Messaging > Settings, and reload each
  3. save the log as HAR ("Save all as HAR with content")
  4. wxaudit import har FILE --to captures/november
  5. wxaudit run --capture captures/november
  6. delete the HAR file: it holds the session of the browser

Of the file nothing is kept but the answers to a few reads of the identity broker and of
Control Hub's settings, redacted like any recording. A capture counts for 90 days.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return importHAR(cmd.Context(), sys, args[0], to) },
	}
	cmd.Flags().StringVar(&to, "to", "", "new `directory` for the capture")
	return cmd
}

func importHAR(ctx context.Context, sys *system, path, to string) error {
	if to == "" {
		return usage(errors.New("--to is missing"), "name a new directory: wxaudit import har "+path+" --to captures/november")
	}
	info, err := os.Stat(path)
	if err != nil {
		return usage(plainPathError(err), "")
	}
	if !info.Mode().IsRegular() {
		return usage(fmt.Errorf("%s is not an ordinary file", path), "save the browser's log to a file first") // a pipe could wait for ever
	}
	f, err := os.Open(path)
	if err != nil {
		return usage(plainPathError(err), "")
	}
	defer f.Close()
	key, err := randomKey(sys)
	if err != nil {
		return err
	}
	got, err := har.Import(ctx, f, har.Options{To: to, Now: sys.now().UTC(), Key: key, ToolVersion: sys.version})
	if err != nil {
		return usage(fmt.Errorf("%s: %s", path, strings.TrimPrefix(err.Error(), "har: ")), "wxaudit import har --help says how to save such a file")
	}
	for _, why := range got.Unusable {
		fmt.Fprintf(sys.stderr, "not used: %s\n", why)
	}
	for _, used := range got.Used {
		fmt.Fprintf(sys.stderr, "took: %s\n", used)
	}
	seen := got.Oldest.UTC().Format(time.DateOnly)
	if newest := got.Newest.UTC().Format(time.DateOnly); newest != seen {
		seen += " to " + newest
	}
	fmt.Fprintf(sys.stderr, "took %d of %d entries, seen on %s, to %s; the others are not of these services, or were left unread\n", len(got.Used), got.Entries, seen, to)
	fmt.Fprintf(sys.stderr, "use it with: wxaudit run --capture %s; then delete %s, which holds the browser's session\n", to, path)
	return nil
}

// openCapture opens what the administrator's browser saw, if there is any.
func (o *sourceOptions) openCapture(sys *system, src *source) error {
	if o.capture == "" {
		return nil
	}
	capture, err := har.Open(o.capture, src.asOf, o.allowEdited)
	if err != nil {
		return usage(fmt.Errorf("--capture %s: %s", o.capture, strings.TrimPrefix(err.Error(), "har: ")), "wxaudit import har makes a capture")
	}
	for _, name := range capture.Edited {
		fmt.Fprintf(sys.stderr, "wxaudit: warning: %s was changed since it was captured\n", name)
	}
	src.edited += len(capture.Edited)
	at := capture.At.UTC()
	src.capture, src.capturedAt = capture, &at
	return nil
}
