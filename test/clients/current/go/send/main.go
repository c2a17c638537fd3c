// Sends one message with the library that the argument says; the set-up is in MAIL_… variables, and MAIL_SETTINGS=defaults
// leaves the rest to it.
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
)

func main() {
	senders := map[string]func() error{
		"go-mail": byGoMail, "go-smtp": byGoSmtp, "gomail": byGomail, "jordan-wright-email": byJordanWright,
		"mailyak": byMailYak, "mail-v2": byMailV2,
	}
	send, known := senders[os.Args[1]]
	if os.Args[1] == "--version" {
		fmt.Println(versionOf(os.Args[2]))
		return
	}
	if !known {
		fmt.Fprintf(os.Stderr, "%q is none of go-mail, go-smtp, gomail, jordan-wright-email, mailyak, mail-v2\n", os.Args[1])
		os.Exit(2)
	}
	if err := send(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func versionOf(path string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Path == path {
				return module.Version + " on " + runtime.Version()
			}
		}
	}
	return runtime.Version()
}

func optional(name string) (string, bool) { return os.LookupEnv("MAIL_" + name) }

func setting(name string) string { return os.Getenv("MAIL_" + name) }

func recipients() []string { return strings.Split(setting("TO"), ",") }

func portAndTimeout() (int, time.Duration, error) {
	port, err := strconv.Atoi(setting("PORT"))
	if err != nil {
		return 0, 0, err
	}
	ms, err := strconv.Atoi(setting("TIMEOUT_MS"))
	return port, time.Duration(ms) * time.Millisecond, err
}

func tlsConfig() (*tls.Config, error) {
	config := &tls.Config{ServerName: setting("HOST")}
	if file, set := optional("CA"); set {
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
