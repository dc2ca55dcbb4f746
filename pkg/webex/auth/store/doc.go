// Package store keeps grants between runs: in the keyring of the operating
// system, or in a file of the user's; and it takes tokens that somebody else
// keeps, from a mounted file or the environment.
package store
