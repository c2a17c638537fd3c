"""The defaults of ssl.create_default_context(), but for what is asked for: minimum=1.3, maximum=1.2, ciphers=…"""

import socket
import ssl
import sys

context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
versions = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
for setting in sys.argv[2:]:
    name, value = setting.split("=", 1)
    if name == "ciphers":
        context.set_ciphers(value)
    else:
        setattr(context, name + "_version", versions[value])
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as plain:
    context.wrap_socket(plain, server_hostname="localhost").close()
