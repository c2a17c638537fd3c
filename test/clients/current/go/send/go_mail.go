package main

import (
	"github.com/wneessen/go-mail"
)

func goMailOptions() ([]mail.Option, error) {
	port, timeout, err := portAndTimeout()
	if err != nil {
		return nil, err
	}
	chosen := []mail.Option{mail.WithPort(port), mail.WithTimeout(timeout)}
	switch setting("TLS") {
	case "implicit":
		chosen = append(chosen, mail.WithSSL())
	case "none":
		chosen = append(chosen, mail.WithTLSPolicy(mail.NoTLS))
	default:
		chosen = append(chosen, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if _, set := optional("CA"); set {
		config, err := tlsConfig()
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, mail.WithTLSConfig(config))
	}
	if user, set := optional("USER"); set {
		mechanism, chose := optional("MECHANISM")
		if !chose {
			mechanism = string(mail.SMTPAuthPlain)
		}
		chosen = append(chosen, mail.WithSMTPAuth(mail.SMTPAuthType(mechanism)),
			mail.WithUsername(user), mail.WithPassword(setting("PASSWORD")))
	}
	return chosen, nil
}

func byGoMail() error {
	chosen, err := goMailOptions()
	if err != nil {
		return err
	}
	client, err := mail.NewClient(setting("HOST"), chosen...)
	if err != nil {
		return err
	}
	message := mail.NewMsg()
	if err := message.From(setting("FROM")); err != nil {
		return err
	}
	if err := message.To(recipients()...); err != nil {
		return err
	}
	message.Subject(setting("SUBJECT"))
	message.SetBodyString(mail.TypeTextPlain, "Hello")
	return client.DialAndSend(message)
}
