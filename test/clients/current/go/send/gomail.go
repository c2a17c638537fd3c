package main

import (
	gomail "gopkg.in/gomail.v2"
)

// It knows no time-out, and no other STARTTLS than where that is offered.
func byGomail() error {
	port, _, err := portAndTimeout()
	if err != nil {
		return err
	}
	user, _ := optional("USER")
	password, _ := optional("PASSWORD")
	dialer := gomail.NewDialer(setting("HOST"), port, user, password)
	dialer.SSL = setting("TLS") == "implicit"
	if setting("SETTINGS") != "defaults" {
		config, err := tlsConfig()
		if err != nil {
			return err
		}
		dialer.TLSConfig = config
	}
	message := gomail.NewMessage()
	message.SetHeader("From", setting("FROM"))
	message.SetHeader("To", recipients()...)
	message.SetHeader("Subject", setting("SUBJECT"))
	message.SetBody("text/plain", "Hello")
	return dialer.DialAndSend(message)
}
