package main

import (
	"crypto/tls"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// What its DialTLS and DialStartTLS do, but they wait five minutes for each reply, and take no deadline.
func goSmtpClient() (*smtp.Client, error) {
	port, timeout, err := portAndTimeout()
	if err != nil {
		return nil, err
	}
	config, err := tlsConfig()
	if err != nil {
		return nil, err
	}
	conn, err := net.DialTimeout("tcp", net.JoinHostPort(setting("HOST"), strconv.Itoa(port)), timeout)
	if err != nil {
		return nil, err
	}
	time.AfterFunc(timeout, func() { conn.Close() })
	switch setting("TLS") {
	case "implicit":
		return smtp.NewClient(tls.Client(conn, config)), nil
	case "none":
		return smtp.NewClient(conn), nil
	default:
		return smtp.NewClientStartTLS(conn, config)
	}
}

// The message of both.
func goSmtpText() string {
	return fmt.Sprintf("From: %s\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%d@client.test>\r\n\r\nHello\r\n",
		setting("FROM"), setting("TO"), setting("SUBJECT"), time.Now().Format(time.RFC1123Z), time.Now().UnixNano())
}

func byGoSmtpDefaults() error {
	var login sasl.Client
	if user, set := optional("USER"); set {
		login = sasl.NewPlainClient("", user, setting("PASSWORD"))
	}
	sendMail := smtp.SendMail
	if setting("TLS") == "implicit" {
		sendMail = smtp.SendMailTLS
	}
	address := net.JoinHostPort(setting("HOST"), setting("PORT"))
	return sendMail(address, login, setting("FROM"), recipients(), strings.NewReader(goSmtpText()))
}

func byGoSmtp() error {
	// SendMail knows no port without TLS.
	if setting("SETTINGS") == "defaults" && setting("TLS") != "none" {
		return byGoSmtpDefaults()
	}
	client, err := goSmtpClient()
	if err != nil {
		return err
	}
	defer client.Close()
	if user, set := optional("USER"); set {
		login := sasl.NewPlainClient("", user, setting("PASSWORD"))
		if mechanism, _ := optional("MECHANISM"); mechanism == sasl.OAuthBearer {
			login = sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{Username: user, Token: setting("PASSWORD")})
		}
		if err := client.Auth(login); err != nil {
			return err
		}
	}
	if err := client.SendMail(setting("FROM"), recipients(), strings.NewReader(goSmtpText())); err != nil {
		return err
	}
	return client.Quit()
}
