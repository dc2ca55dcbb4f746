package webextest_test

const (
	undocumented   = "Cisco's OpenAPI documents leave this endpoint out"
	clientsOnly    = "known from Cisco's own clients and support documents only (rank control_hub)"
	ofCalling      = "Cisco describes Webex Calling in a document of its own, which is not among those that are read"
	documentAsText = "the document says a text, and shows an object in it as its example"
	metaOfObjects  = "the document says that the meta of this list holds objects; that of every other list of the Contact Center holds numbers"
	looseBoolean   = "the document says the strings true and false; answers hold them as booleans as well"
)

// exceptions are the places where requests or answers deviate from Cisco's
// documents, each with the reason. A test finds those that are no longer
// needed.
var exceptions = map[string]string{
	"/v1/telephony/config/callRecording: no document":                  undocumented,
	"/v1/admin/convergedRecordings: no document":                       undocumented,
	"/idb/idbconfig/{orgUuid}/v1/authentication: no document":          clientsOnly,
	"/idb/idbconfig/{orgUuid}/v1/samlmetadata/remote/idp: no document": clientsOnly,
	"/admin/api/v1/organizations/{orgUuid}/settings: no document":      clientsOnly,
	"/organization/{orgUuid}/v2/organization-setting: no document":     clientsOnly,
	"/organization/{orgUuid}/v2/tenant-configuration: no document":     clientsOnly,

	"/v1/policies: no document":           clientsOnly,
	"/v1/applications/usage: no document": clientsOnly,
	"/v1/dataSources: no document":        "the document writes the path with a slash at its end, which the client sends to nobody",

	"/v1/people/{personId}/features/callRecording: no document":                                             ofCalling,
	"/v1/people/{personId}/features/voicemail: no document":                                                 ofCalling,
	"/v1/telephony/config/callCaptions: no document":                                                        ofCalling,
	"/v1/telephony/config/callRecording/complianceAnnouncement: no document":                                ofCalling,
	"/v1/telephony/config/callRecording/vendorUsers: no document":                                           ofCalling,
	"/v1/telephony/config/callRecording/vendors: no document":                                               ofCalling,
	"/v1/telephony/config/dataPolicies: no document":                                                        ofCalling,
	"/v1/telephony/config/locations: no document":                                                           ofCalling,
	"/v1/telephony/config/locations/{locationId}/callCaptions: no document":                                 ofCalling,
	"/v1/telephony/config/locations/{locationId}/callRecording/complianceAnnouncement: no document":         ofCalling,
	"/v1/telephony/config/locations/{locationId}/callRecording/vendorUsers: no document":                    ofCalling,
	"/v1/telephony/config/locations/{locationId}/callRecording/vendors: no document":                        ofCalling,
	"/v1/telephony/config/locations/{locationId}/dataPolicies: no document":                                 ofCalling,
	"/v1/telephony/config/locations/{locationId}/queues/{queueId}/cxEssentials/callRecordings: no document": ofCalling,
	"/v1/telephony/config/locations/{locationId}/voicePortal/passcodeRules: no document":                    ofCalling,
	"/v1/telephony/config/locations/{locationId}/voicemail: no document":                                    ofCalling,
	"/v1/telephony/config/locations/{locationId}/voicemailGroups/{voicemailGroupId}: no document":           ofCalling,
	"/v1/telephony/config/queues: no document":                                                              ofCalling,
	"/v1/telephony/config/virtualLines: no document":                                                        ofCalling,
	"/v1/telephony/config/virtualLines/{virtualLineId}/callRecording: no document":                          ofCalling,
	"/v1/telephony/config/virtualLines/{virtualLineId}/voicemail: no document":                              ofCalling,
	"/v1/telephony/config/voicemail/rules: no document":                                                     ofCalling,
	"/v1/telephony/config/voicemail/settings: no document":                                                  ofCalling,
	"/v1/telephony/config/voicemailGroups: no document":                                                     ofCalling,
	"/v1/telephony/config/workspaces/{workspaceId}/features/callRecordings: no document":                    ofCalling,
	"/v1/telephony/config/workspaces/{workspaceId}/voicemail: no document":                                  ofCalling,

	"/{host}: no document": "handshakes are no endpoint of Webex's; package tlsprobe answers them",

	"/v1/people: parameter cursor": "a next link is followed as it came, and its cursor is no documented parameter",

	"/v1/people: enum /items/*/invitePending": looseBoolean,
	"/v1/people: enum /items/*/loginEnabled":  looseBoolean,
	"/v1/people/me: enum /invitePending":      looseBoolean,
	"/v1/people/me: enum /loginEnabled":       looseBoolean,

	"/v1/guests/count: type /": "the document writes the example 112 as the name of a field; the answer is a bare number, as its media type text/plain says",

	"/organization/{orgUuid}/v2/ai-feature: type /":   documentAsText,
	"/organization/{orgUuid}/v3/user-profile: type /": documentAsText,

	"/organization/{orgUuid}/v2/cad-variable: type /meta/orgid":        metaOfObjects,
	"/organization/{orgUuid}/v2/cad-variable: type /meta/page":         metaOfObjects,
	"/organization/{orgUuid}/v2/cad-variable: type /meta/pageSize":     metaOfObjects,
	"/organization/{orgUuid}/v2/cad-variable: type /meta/totalPages":   metaOfObjects,
	"/organization/{orgUuid}/v2/cad-variable: type /meta/totalRecords": metaOfObjects,

	"/v1/meetings: required /items/*/password":            "the guide's table of attributes: an ended instance shows no password, nor any setting of admission",
	"/v1/admin/recordings: required /items/*/downloadUrl": "Webex gives no download link where downloads are prevented",

	"/identity/scim/{orgUuid}/v2/Users: enum /Resources/*/urn:scim:schemas:extension:cisco:webexidentity:2.0:User/accountStatus": "the document says one word; answers hold a list of words",
}

// fallbacks are endpoints that are asked only when another one has failed.
var fallbacks = map[string]bool{
	"/admin/api/v1/organizations/{orgUuid}/settings/{key}": true,
	"/v1/rooms/{roomId}":             true, // of spaces that only a compliance officer finds
	"/v1/dataSources/{dataSourceId}": true, // where the list lacks the address
}
