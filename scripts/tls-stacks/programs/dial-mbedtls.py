"""The mbed TLS that the wheel of `python-mbedtls` brings along."""

import socket
import sys

from mbedtls import tls

context = tls.ClientContext(tls.TLSConfiguration(validate_certificates=False))
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as plain:
    context.wrap_socket(plain, server_hostname="localhost").do_handshake()
