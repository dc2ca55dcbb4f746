package collect

import "wxaudit/pkg/snapshot"

// contradictCalling: lines are in use and there is no location, without which
// nobody can have one; or calls were recorded and nobody can be.
func (r *run) contradictCalling() {
	locations, lines := &r.s.CallingLocations, &r.s.RecordedLines
	if locations.Items != nil && len(locations.Items) == 0 && r.s.LicenseInUse(snapshot.License.Calling) == snapshot.Yes {
		locations.Items, locations.Gap = nil, firstGap(locations.Gap, callingLocationsEndpoint.hidden("licences for Webex Calling are in use"))
	}
	off := r.s.CallRecording.Value != nil && r.s.CallRecording.Value.Enabled == snapshot.No
	if lines.Items != nil && len(lines.Items) == 0 && !off && len(r.s.CallFiles.Items) > 0 {
		lines.Items, lines.Gap = nil, firstGap(lines.Gap, vendorUsersEndpoint.hidden("calls of the last 30 days were recorded"))
	}
}
