"""The OpenSSL that the wheel of `cryptography` brings along, with its defaults."""

import socket
import sys

from OpenSSL import SSL

context = SSL.Context(SSL.TLS_CLIENT_METHOD)
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as plain:
    connection = SSL.Connection(context, plain)
    connection.set_tlsext_host_name(b"localhost")
    connection.set_connect_state()
    connection.do_handshake()
    connection.close()
