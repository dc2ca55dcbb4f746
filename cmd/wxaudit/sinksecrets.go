package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wxaudit/pkg/policy"
	"wxaudit/pkg/sink"
)

// sinkToken reads the secret of a sink from where its settings say; empty where
// they name no place.
func sinkToken(sys *system, s policy.Sink) (sink.Secret, error) {
	switch {
	case s.TokenEnv != "":
		return secretFromEnv(sys, s.TokenEnv)
	case s.TokenFile != "":
		return secretFromFile(s.TokenFile)
	default:
		return sink.Secret{}, nil
	}
}

// sinkHeaders reads the values of headers that are secrets.
func sinkHeaders(sys *system, s policy.Sink) (map[string]sink.Secret, error) {
	headers := map[string]sink.Secret{}
	for _, name := range slices.Sorted(maps.Keys(s.HeadersEnv)) {
		value, err := secretFromEnv(sys, s.HeadersEnv[name])
		if err != nil {
			return nil, fmt.Errorf("header %s: %w", name, err)
		}
		headers[name] = value
	}
	for _, name := range slices.Sorted(maps.Keys(s.HeadersFile)) {
		value, err := secretFromFile(s.HeadersFile[name])
		if err != nil {
			return nil, fmt.Errorf("header %s: %w", name, err)
		}
		headers[name] = value
	}
	return headers, nil
}

func secretFromEnv(sys *system, name string) (sink.Secret, error) {
	text := strings.TrimSpace(sys.getenv(name))
	if text == "" {
		return sink.Secret{}, fmt.Errorf("the environment variable %s is not set", name)
	}
	return sink.NewSecret(text), nil
}

func secretFromFile(path string) (sink.Secret, error) {
	data, err := readSmall(path)
	if err != nil {
		return sink.Secret{}, err
	}
	text := strings.TrimSpace(string(data))
	switch {
	case text == "":
		return sink.Secret{}, fmt.Errorf("%s is empty", path)
	case strings.ContainsAny(text, "\r\n\x00"):
		return sink.Secret{}, errors.New(path + " holds more than one line, and a secret is one")
	}
	return sink.NewSecret(text), nil
}
