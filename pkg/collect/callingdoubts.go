package collect

import "wxaudit/pkg/snapshot"

// contradictCalling: calls were recorded and nobody can be.
func (r *run) contradictCalling() {
	lines := &r.s.RecordedLines
	off := r.s.CallRecording.Value != nil && r.s.CallRecording.Value.Enabled == snapshot.No
	if lines.Items != nil && len(lines.Items) == 0 && !off && len(r.s.CallFiles.Items) > 0 {
		lines.Items, lines.Gap = nil, firstGap(lines.Gap, vendorUsersEndpoint.hidden("calls of the last 30 days were recorded"))
	}
}
