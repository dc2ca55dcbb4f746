// Package policy reads what an organisation says about itself: the policy file
// (parameters, scope, waivers) and the attestation register.
package policy

import _ "go.yaml.in/yaml/v3"
