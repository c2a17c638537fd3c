// Package clients names what the printed fixes import, so that go.sum holds it.
package clients

import (
	_ "github.com/emersion/go-sasl"
	_ "github.com/emersion/go-smtp"
	_ "github.com/wneessen/go-mail"
)
