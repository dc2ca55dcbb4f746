package main

import "os"

// secretNames are the variables that hold secrets.
var secretNames = []string{"WXAUDIT_ACCESS_TOKEN", "WXAUDIT_REFRESH_TOKEN", "WXAUDIT_CLIENT_SECRET", "WXAUDIT_PSEUDONYM_KEY"}

// takeEnvironment returns the way to read the environment, and takes the secrets
// out of that of the process. A browser that this program opens, or what asks the
// keyring, would inherit them, and a browser lives for days.
func takeEnvironment() func(string) string {
	secrets := map[string]string{}
	for _, name := range secretNames {
		if text, ok := os.LookupEnv(name); ok {
			secrets[name] = text
			_ = os.Unsetenv(name) // fails for names that can be none
		}
	}
	return func(name string) string {
		if text, ok := secrets[name]; ok {
			return text
		}
		return os.Getenv(name)
	}
}
