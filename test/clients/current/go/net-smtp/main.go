// Sends one message with net/smtp; the set-up is in MAIL_… variables, and with MAIL_SETTINGS=defaults smtp.SendMail does all.
// A module of its own, as its `go` line decides what crypto/tls offers and those of other libraries would raise it.
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
	sendBy := send
	if os.Getenv("MAIL_SETTINGS") == "defaults" {
		sendBy = sendByDefault
	}
	if err := sendBy(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func sendByDefault() error {
	host := os.Getenv("MAIL_HOST")
	var auth smtp.Auth
	if user, set := os.LookupEnv("MAIL_USER"); set {
		auth = smtp.PlainAuth("", user, os.Getenv("MAIL_PASSWORD"), host)
	}
	to := strings.Split(os.Getenv("MAIL_TO"), ",")
	return smtp.SendMail(net.JoinHostPort(host, os.Getenv("MAIL_PORT")), auth, os.Getenv("MAIL_FROM"), to, []byte(message()))
}

func message() string {
	return fmt.Sprintf("From: %s\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%d@client.test>\r\n\r\nHello\r\n",
		os.Getenv("MAIL_FROM"), os.Getenv("MAIL_TO"), os.Getenv("MAIL_SUBJECT"), time.Now().Format(time.RFC1123Z), time.Now().UnixNano())
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
	if _, err := writer.Write([]byte(message())); err != nil {
		return err
	}
	if err := writer.Close(); err != nil {
		return err
	}
	return client.Quit()
}
