package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"wxaudit/pkg/sink"
)

const (
	// secretPrefix marks a symmetric secret of the Standard Webhooks specification,
	// secretBytes is the least that it asks for.
	secretPrefix = "whsec_"
	secretBytes  = 24
	// maxSecrets bounds how many secrets sign one request, so that a file that was
	// mistaken for the one with the secrets is noticed.
	maxSecrets = 8
)

// keys are the decoded signing secrets.
type keys []sink.Secret

// parseKeys reads secrets that are separated by white space. The error says which
// one is wrong, by its place, and quotes none.
func parseKeys(secret sink.Secret) (keys, error) {
	words := strings.Fields(secret.Reveal())
	if len(words) > maxSecrets {
		return nil, fmt.Errorf("there are %d signing secrets, and at most %d can sign a request", len(words), maxSecrets)
	}
	var all keys
	for i, word := range words {
		text, ok := strings.CutPrefix(word, secretPrefix)
		if !ok {
			return nil, fmt.Errorf("signing secret %d does not begin with %s", i+1, secretPrefix)
		}
		key, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, fmt.Errorf("what follows %s in signing secret %d is no base64", secretPrefix, i+1) // the error could quote it
		}
		if len(key) < secretBytes {
			return nil, fmt.Errorf("signing secret %d has %d bytes; Standard Webhooks asks for %d to 64", i+1, len(key), secretBytes)
		}
		all = append(all, sink.NewSecret(string(key)))
	}
	if len(all) == 0 && !secret.Empty() {
		return nil, errors.New("the signing secret is only white space")
	}
	return all, nil
}

// sign gives webhook-signature: one signature for each key, so that a receiver
// can change its secret while both are good.
func (k keys) sign(id string, at time.Time, body []byte) string {
	var all []string
	for _, key := range k {
		mac := hmac.New(sha256.New, []byte(key.Reveal()))
		mac.Write([]byte(id + "." + timestamp(at) + "."))
		mac.Write(body)
		all = append(all, "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	}
	return strings.Join(all, " ")
}

// timestamp is webhook-timestamp: seconds since 1970.
func timestamp(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

// messageID is webhook-id: the same for the same body, which the same part of a
// run has after a restart too, so that a receiver can drop what it has.
func messageID(body []byte) string {
	sum := sha256.Sum256(body)
	return "msg_" + hex.EncodeToString(sum[:16])
}
