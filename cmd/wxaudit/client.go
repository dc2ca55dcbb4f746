package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"wxaudit/pkg/webex/auth"
)

const clientFileForm = `it should be like {"client_id": "C…", "client_secret": "…"}`

// clientOptions say which integration or service app signs in.
type clientOptions struct {
	file string
}

func (o *clientOptions) register(f *pflag.FlagSet) {
	f.StringVar(&o.file, "client-file", "", "JSON `file` with client_id, client_secret and, if you like, scopes (default: WXAUDIT_CLIENT_ID and WXAUDIT_CLIENT_SECRET)")
}

// load returns the client, and the scopes that its file says it is registered
// with; a client without an id when neither the file nor the environment names
// one. The secret is never a flag: flags show in process lists.
func (o *clientOptions) load(sys *system) (auth.Client, []string, error) {
	if o.file != "" {
		info, err := os.Stat(o.file)
		if err != nil {
			return auth.Client{}, nil, usage(plainPathError(err), clientFileForm)
		}
		if sharesSecrets(info) {
			return auth.Client{}, nil, usage(fmt.Errorf("%s holds a secret and can be read by everybody on this computer", o.file), "chmod 600 "+o.file)
		}
		data, err := readSmall(o.file)
		if err != nil {
			return auth.Client{}, nil, usage(err, "")
		}
		client, registered, err := auth.ParseClient(o.file, data)
		if err != nil {
			return auth.Client{}, nil, usage(err, clientFileForm)
		}
		return client, registered, nil
	}
	client := auth.Client{
		ID:     strings.TrimSpace(sys.getenv("WXAUDIT_CLIENT_ID")),
		Secret: auth.Secret(strings.TrimSpace(sys.getenv("WXAUDIT_CLIENT_SECRET"))),
	}
	if (client.ID == "") != (client.Secret == "") {
		return auth.Client{}, nil, usage(errors.New("one of WXAUDIT_CLIENT_ID and WXAUDIT_CLIENT_SECRET is missing"), "set both; they are on the page of the integration at developer.webex.com")
	}
	return client, nil, nil
}

// need is load where there must be a client.
func (o *clientOptions) need(sys *system) (auth.Client, []string, error) {
	client, registered, err := o.load(sys)
	if err == nil && client.ID == "" {
		err = usage(errors.New("it is not known which integration signs in"),
			"create one at developer.webex.com (README: Create the integration), then set WXAUDIT_CLIENT_ID and WXAUDIT_CLIENT_SECRET, or use --client-file")
	}
	return client, registered, err
}
