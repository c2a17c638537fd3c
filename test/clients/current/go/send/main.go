// Sends one message with go-mail; the set-up is in MAIL_… variables.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "--version" {
		fmt.Println(version())
		return
	}
	if err := send(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Path == "github.com/wneessen/go-mail" {
				return module.Version + " on " + runtime.Version()
			}
		}
	}
	return runtime.Version()
}

func options() ([]mail.Option, error) {
	port, err := strconv.Atoi(os.Getenv("MAIL_PORT"))
	if err != nil {
		return nil, err
	}
	ms, err := strconv.Atoi(os.Getenv("MAIL_TIMEOUT_MS"))
	if err != nil {
		return nil, err
	}
	chosen := []mail.Option{mail.WithPort(port), mail.WithTimeout(time.Duration(ms) * time.Millisecond)}
	switch os.Getenv("MAIL_TLS") {
	case "implicit":
		chosen = append(chosen, mail.WithSSL())
	case "none":
		chosen = append(chosen, mail.WithTLSPolicy(mail.NoTLS))
	default:
		chosen = append(chosen, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if file, set := os.LookupEnv("MAIL_CA"); set {
		pem, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(pem) {
			return nil, errors.New("no certificate in " + file)
		}
		chosen = append(chosen, mail.WithTLSConfig(&tls.Config{ServerName: os.Getenv("MAIL_HOST"), RootCAs: pool}))
	}
	if user, set := os.LookupEnv("MAIL_USER"); set {
		chosen = append(chosen, mail.WithSMTPAuth(mail.SMTPAuthPlain),
			mail.WithUsername(user), mail.WithPassword(os.Getenv("MAIL_PASSWORD")))
	}
	return chosen, nil
}

func send() error {
	chosen, err := options()
	if err != nil {
		return err
	}
	client, err := mail.NewClient(os.Getenv("MAIL_HOST"), chosen...)
	if err != nil {
		return err
	}
	message := mail.NewMsg()
	if err := message.From(os.Getenv("MAIL_FROM")); err != nil {
		return err
	}
	if err := message.To(strings.Split(os.Getenv("MAIL_TO"), ",")...); err != nil {
		return err
	}
	message.Subject(os.Getenv("MAIL_SUBJECT"))
	message.SetBodyString(mail.TypeTextPlain, "Hello")
	return client.DialAndSend(message)
}
