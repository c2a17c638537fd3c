"""Sends one message with smtplib; the set-up is JSON on stdin (client.ts)."""

import base64
import json
import smtplib
import ssl
import sys

setup = json.load(sys.stdin)


def tls_context():
    context = ssl.create_default_context(cafile=setup["caFile"])
    if not setup["verify"]:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if setup.get("maxTls"):
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


def connect():
    where = (setup["host"], setup["port"])
    timeout = setup["timeoutMs"] / 1000
    if setup["tls"] == "implicit":
        return smtplib.SMTP_SSL(*where, timeout=timeout, context=tls_context())
    smtp = smtplib.SMTP(*where, timeout=timeout)
    if setup["tls"] == "starttls":
        smtp.starttls(context=tls_context())
    return smtp


def log_in(smtp):
    user, password = setup["user"], setup.get("password", "")
    mechanism = setup.get("mechanism")
    if mechanism is None:
        smtp.login(user, password)
        return
    smtp.ehlo_or_helo_if_needed()
    smtp.user, smtp.password = user, password
    ways = {
        "PLAIN": smtp.auth_plain,
        "LOGIN": smtp.auth_login,
        "CRAM-MD5": smtp.auth_cram_md5,
        "XOAUTH2": lambda challenge=None: "" if challenge else f"user={user}\1auth=Bearer {password}\1\1",
    }
    smtp.auth(mechanism, ways[mechanism])


try:
    with connect() as smtp:
        if setup.get("user") is not None:
            log_in(smtp)
        smtp.sendmail(setup["from"], setup["to"], base64.b64decode(setup["message"]))
except (smtplib.SMTPException, OSError) as error:
    sys.exit(f"{type(error).__name__}: {error}")
