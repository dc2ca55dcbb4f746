package synth

import (
	"encoding/json"
	"net/http"
)

// authentication is the identity broker's answer about signing in.
type authentication struct {
	Schemas                   []string `json:"schemas"`
	EmailAsUID                bool     `json:"EmailAsUid"`
	JITCreation               bool     `json:"JITCreation"`
	JITUpdate                 bool     `json:"JITUpdate"`
	KeepMeSignedIn            bool     `json:"KeepMeSignedIn"`
	KeepMeSignedInDuration    int      `json:"KeepMeSignedInDuration"`
	LockoutDuration           int      `json:"LockoutDuration"`
	LockoutDurationMultiplier int      `json:"LockoutDurationMultiplier"`
	LockoutFailureCount       int      `json:"LockoutFailureCount"`
	LockoutFailureDuration    int      `json:"LockoutFailureDuration"`
	RememberMyLoginID         bool     `json:"RememberMyLoginId"`
	RememberMyLoginIDDuration int      `json:"RememberMyLoginIdDuration"`
	MFAEnabled                bool     `json:"mfaEnabled"`
}

// identityProvider is one provider of the organisation.
type identityProvider struct {
	ID                          string `json:"id"`
	EntityID                    string `json:"entityId"`
	URL                         string `json:"url"`
	SSOEnabled                  bool   `json:"ssoEnabled"`
	IgnoreSignatureVerification bool   `json:"ignoreSignatureVerification"`
	AutofedAttribute            string `json:"autofedAttribute"`
	MetadataXML                 string `json:"metadataXml"`
}

// signInWanted is what the checklist asks for.
func signInWanted() authentication {
	return authentication{
		Schemas:    []string{"urn:cisco:codev:identity:idbroker:authnconfig:schemas:1.0"},
		EmailAsUID: true, LockoutDuration: 15, LockoutDurationMultiplier: 2, LockoutFailureCount: 5, LockoutFailureDuration: 300,
		RememberMyLoginID: true, RememberMyLoginIDDuration: 30, MFAEnabled: true,
	}
}

func (o *Organization) addProvider() {
	id := o.uuid("idp")
	o.providers = append(o.providers, identityProvider{ID: id, EntityID: "https://sso." + o.Domain + "/" + o.canaries.plant("entity"),
		URL: "https://idbroker.webex.com/idb/idbconfig/" + o.UUID + "/v1/samlmetadata/remote/idp/" + id, SSOEnabled: true,
		AutofedAttribute: "mail", MetadataXML: "<EntityDescriptor>" + o.canaries.plant("metadata") + "</EntityDescriptor>"})
}

func (o *Organization) serveAuthentication(w http.ResponseWriter, _ *http.Request) {
	o.answer(w, o.broker)
}

func (o *Organization) serveIdentityProviders(w http.ResponseWriter, _ *http.Request) {
	o.answer(w, some(o.providers))
}

// serveSettings wraps the settings as Control Hub does: a list whose first
// element is the JSON text of them. Without any it answers 204.
func (o *Organization) serveSettings(w http.ResponseWriter, _ *http.Request) {
	if len(o.settings) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	text, err := json.Marshal(o.settings)
	if err != nil {
		panic(err) // strings and booleans always marshal
	}
	o.answer(w, map[string][]string{"orgSettings": {string(text)}})
}

func (o *Organization) serveSetting(w http.ResponseWriter, r *http.Request) {
	key := r.PathValue("key")
	value, ok := o.settings[key]
	if !ok {
		o.fail(w, http.StatusNotFound, "the setting was never set")
		return
	}
	o.answer(w, map[string]any{key: value})
}
