// Says what Go prints of each mistake, a line each: name, tab, error. The ports, the CA and the password's host are in the environment.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/smtp"
	"os"
)

func at(port string) string { return net.JoinHostPort("localhost", os.Getenv(port)) }

func told(name string, err error) { fmt.Printf("%s\t%v\n", name, err) }

func dial(port string, config *tls.Config) error {
	conn, err := tls.Dial("tcp", at(port), config)
	if err != nil {
		return err
	}
	return conn.Close()
}

func send(port string, config *tls.Config) error {
	client, err := smtp.Dial(at(port))
	if err != nil {
		return err
	}
	defer client.Close()
	if err := client.StartTLS(config); err != nil {
		return err
	}
	if err := client.Mail("ann@app.example"); err != nil {
		return err
	}
	if err := client.Rcpt("bob@app.example"); err != nil {
		return err
	}
	writer, err := client.Data()
	if err != nil {
		return err
	}
	fmt.Fprint(writer, "From: ann@app.example\r\nTo: bob@app.example\r\nSubject: Hi\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\nMessage-ID: <1@app.example>\r\n\r\nHi\r\n")
	if err := writer.Close(); err != nil {
		return err
	}
	return client.Quit()
}

func main() {
	file, err := os.ReadFile(os.Getenv("CA"))
	if err != nil {
		panic(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(file)
	told("implicit-tls-on-plain-port", dial("RELAY", &tls.Config{RootCAs: pool}))
	told("implicit-tls-on-starttls-port", dial("SUBMISSION", &tls.Config{RootCAs: pool}))
	told("ca-not-trusted", dial("SMTPS", &tls.Config{}))
	told("certificate-name-mismatch", dial("SMTPS", &tls.Config{RootCAs: pool, ServerName: "mail.app.example"}))
	told("gave-up-after-ehlo-on-plain-port", smtp.SendMail(at("RELAY"), smtp.PlainAuth("", "ann", "x", "elsewhere"), "ann@app.example", []string{"bob@app.example"}, nil))
	told("sent", send("OTHER", &tls.Config{ServerName: "localhost", InsecureSkipVerify: true}))
}
