package main

import (
	"net"
	"net/smtp"
	"strings"

	"github.com/domodwyer/mailyak/v3"
)

// It knows no time-out, and for STARTTLS no configuration of TLS: the CA is in SSL_CERT_FILE.
func byMailYak() error {
	var login smtp.Auth
	if user, set := optional("USER"); set {
		login = smtp.PlainAuth("", user, setting("PASSWORD"), setting("HOST"))
	}
	address := net.JoinHostPort(setting("HOST"), setting("PORT"))
	message := mailyak.New(address, login)
	if setting("TLS") == "implicit" {
		var err error
		if message, err = mailyak.NewWithTLS(address, login, nil); err != nil {
			return err
		}
	}
	message.From(setting("FROM"))
	message.To(recipients()...)
	message.Subject(setting("SUBJECT"))
	if _, err := strings.NewReader("Hello").WriteTo(message.Plain()); err != nil {
		return err
	}
	return message.Send()
}
