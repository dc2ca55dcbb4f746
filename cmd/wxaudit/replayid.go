package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"wxaudit/pkg/report"
	jsonreport "wxaudit/pkg/report/json"
)

// replayID names a replay by all that it says. Judged once more by the same program
// and the same files, a recording is the same audit, and a receiver drops what it
// has; by another policy, register or version it is another one, of which nothing
// may be dropped. What an earlier audit knew does not count. The id in the report
// is that of the recording, and goes in.
func replayID(rep *report.Report, pseudonyms bool) (string, error) {
	sum := sha256.New()
	if err := jsonreport.Write(sum, rep); err != nil {
		return "", err
	}
	fmt.Fprint(sum, pseudonyms)
	return hex.EncodeToString(sum.Sum(nil)[:8]), nil
}
