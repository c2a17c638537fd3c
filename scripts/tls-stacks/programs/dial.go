package main

import (
	"crypto/tls"
	"log"
	"os"
)

func main() {
	config := &tls.Config{ServerName: "localhost", InsecureSkipVerify: true}
	if len(os.Args) > 2 {
		switch os.Args[2] {
		case "tls12":
			config.MaxVersion = tls.VersionTLS12
		case "tls13":
			config.MinVersion = 0x0304
		case "chosen":
			config.CipherSuites = []uint16{
				tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
				tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
			}
			config.CurvePreferences = []tls.CurveID{tls.CurveP256}
		}
	}
	conn, err := tls.Dial("tcp", "127.0.0.1:"+os.Args[1], config)
	if err != nil {
		log.Fatal(err)
	}
	conn.Close()
}
