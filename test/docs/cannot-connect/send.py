"""Opens a connection with smtplib, and prints what it says where it cannot: HOST PORT SECONDS"""

import smtplib
import sys

host, port, seconds = sys.argv[1:]
try:
    smtplib.SMTP(host, int(port), timeout=float(seconds)).quit()
except OSError as error:
    print(f"{type(error).__name__}: {error}")
