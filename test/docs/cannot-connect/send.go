// Opens a connection as net/smtp does, and prints what it says where it cannot: HOST PORT SECONDS
package main

import (
	"fmt"
	"net"
	"os"
	"time"
)

func main() {
	host, port := os.Args[1], os.Args[2]
	wait, _ := time.ParseDuration(os.Args[3] + "s")
	// What smtp.Dial calls, with a deadline; without one it waits as long as the system does.
	_, err := net.DialTimeout("tcp", host+":"+port, wait)
	fmt.Println(err)
}
