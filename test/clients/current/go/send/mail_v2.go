package main

import (
	gomail "gopkg.in/mail.v2"
)

// By itself it uses STARTTLS where that is offered, gives up after 10 s, and connects again where MAIL gets no answer.
func byMailV2() error {
	port, timeout, err := portAndTimeout()
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
		dialer.TLSConfig, dialer.Timeout, dialer.RetryFailure = config, timeout, false
		if setting("TLS") == "starttls" {
			dialer.StartTLSPolicy = gomail.MandatoryStartTLS
		}
	}
	message := gomail.NewMessage()
	message.SetHeader("From", setting("FROM"))
	message.SetHeader("To", recipients()...)
	message.SetHeader("Subject", setting("SUBJECT"))
	message.SetBody("text/plain", "Hello")
	return dialer.DialAndSend(message)
}
