package main

import (
	"crypto/tls"
	"log"
	"os"
)

func main() {
	config := &tls.Config{ServerName: "localhost", InsecureSkipVerify: true}
	if len(os.Args) > 2 {
		config.MaxVersion = tls.VersionTLS12
	}
	conn, err := tls.Dial("tcp", "127.0.0.1:"+os.Args[1], config)
	if err != nil {
		log.Fatal(err)
	}
	conn.Close()
}
