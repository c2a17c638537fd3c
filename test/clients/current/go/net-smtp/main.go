// Sends one message with net/smtp; the set-up is in MAIL_… variables. A module of its own, as its `go` line decides what
// crypto/tls offers and those of other libraries would raise it.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "--version" {
		fmt.Println(runtime.Version())
		return
	}
	if err := send(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func tlsConfig() (*tls.Config, error) {
	config := &tls.Config{ServerName: os.Getenv("MAIL_HOST")}
	if file, set := os.LookupEnv("MAIL_CA"); set {
		pem, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(pem) {
			return nil, errors.New("no certificate in " + file)
		}
	}
	return config, nil
}

func connect() (*smtp.Client, error) {
	ms, err := strconv.Atoi(os.Getenv("MAIL_TIMEOUT_MS"))
	if err != nil {
		return nil, err
	}
	timeout := time.Duration(ms) * time.Millisecond
	host := os.Getenv("MAIL_HOST")
	conn, err := net.DialTimeout("tcp", net.JoinHostPort(host, os.Getenv("MAIL_PORT")), timeout)
	if err != nil {
		return nil, err
	}
	if err := conn.SetDeadline(time.Now().Add(timeout)); err != nil {
		return nil, err
	}
	config, err := tlsConfig()
	if err != nil {
		return nil, err
	}
	if os.Getenv("MAIL_TLS") == "implicit" {
		conn = tls.Client(conn, config)
	}
	client, err := smtp.NewClient(conn, host)
	if err != nil {
		return nil, err
	}
	if os.Getenv("MAIL_TLS") == "starttls" {
		return client, client.StartTLS(config)
	}
	return client, nil
}

func send() error {
	client, err := connect()
	if client != nil {
		defer client.Close()
	}
	if err != nil {
		return err
	}
	if user, set := os.LookupEnv("MAIL_USER"); set {
		// As smtp.SendMail does.
		if offered, _ := client.Extension("AUTH"); !offered {
			return errors.New("smtp: server doesn't support AUTH")
		}
		if err := client.Auth(smtp.PlainAuth("", user, os.Getenv("MAIL_PASSWORD"), os.Getenv("MAIL_HOST"))); err != nil {
			return err
		}
	}
	from, to := os.Getenv("MAIL_FROM"), os.Getenv("MAIL_TO")
	if err := client.Mail(from); err != nil {
		return err
	}
	for _, address := range strings.Split(to, ",") {
		if err := client.Rcpt(address); err != nil {
			return err
		}
	}
	writer, err := client.Data()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(writer, "From: %s\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%d@client.test>\r\n\r\nHello\r\n",
		from, to, os.Getenv("MAIL_SUBJECT"), time.Now().Format(time.RFC1123Z), time.Now().UnixNano())
	if err != nil {
		return err
	}
	if err := writer.Close(); err != nil {
		return err
	}
	return client.Quit()
}
