package main

import (
	"net"
	"net/smtp"

	"github.com/jordan-wright/email"
)

// It knows no time-out.
func byJordanWright() error {
	message := email.NewEmail()
	message.From, message.To, message.Subject = setting("FROM"), recipients(), setting("SUBJECT")
	message.Text = []byte("Hello")
	var login smtp.Auth
	if user, set := optional("USER"); set {
		login = smtp.PlainAuth("", user, setting("PASSWORD"), setting("HOST"))
	}
	address := net.JoinHostPort(setting("HOST"), setting("PORT"))
	config, err := tlsConfig()
	if err != nil {
		return err
	}
	switch {
	case setting("TLS") == "implicit":
		return message.SendWithTLS(address, login, config)
	case setting("TLS") == "none" || setting("SETTINGS") == "defaults":
		return message.Send(address, login)
	default:
		return message.SendWithStartTLS(address, login, config)
	}
}
