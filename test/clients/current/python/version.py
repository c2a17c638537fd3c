"""Prints the version of a library, of Python and of OpenSSL; smtplib is Python's."""

import platform
import ssl
import sys
from importlib.metadata import version

library = sys.argv[1]
own = "" if library == "smtplib" else f"{version(library)} on "
print(f"{own}Python {platform.python_version()} with {' '.join(ssl.OPENSSL_VERSION.split()[:2])}")
