package auth

import "time"

// SetTimeout shortens the wait for the browser.
func (c *Callback) SetTimeout(d time.Duration) { c.timeout = d }

// Port is the port that was taken.
func (c *Callback) Port() string { return c.port }
