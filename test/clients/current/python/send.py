"""Sends one message with aiosmtplib, Django or smtplib, whichever the argument says; the set-up is in MAIL_… variables."""

import asyncio
import os
import smtplib
import ssl
import sys
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

host, port, tls = os.environ["MAIL_HOST"], int(os.environ["MAIL_PORT"]), os.environ["MAIL_TLS"]
user, password = os.environ.get("MAIL_USER"), os.environ.get("MAIL_PASSWORD")
sender, recipients = os.environ["MAIL_FROM"], os.environ["MAIL_TO"].split(",")
subject, timeout = os.environ["MAIL_SUBJECT"], int(os.environ["MAIL_TIMEOUT_MS"]) / 1000


def context():
    return ssl.create_default_context(cafile=os.environ.get("MAIL_CA"))


def message():
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, ", ".join(recipients), subject
    made["Date"], made["Message-ID"] = formatdate(), make_msgid()
    made.set_content("Hello")
    return made


def by_smtplib():
    if tls == "implicit":
        smtp = smtplib.SMTP_SSL(host, port, timeout=timeout, context=context())
    else:
        smtp = smtplib.SMTP(host, port, timeout=timeout)
    with smtp:
        if tls == "starttls":
            smtp.starttls(context=context())
        if user is not None:
            smtp.login(user, password)
        smtp.send_message(message())


def by_aiosmtplib():
    import aiosmtplib

    async def send():
        await aiosmtplib.send(
            message(),
            hostname=host,
            port=port,
            username=user,
            password=password,
            use_tls=tls == "implicit",
            start_tls=tls == "starttls",
            tls_context=context(),
            timeout=timeout,
        )

    asyncio.run(send())


def by_django():
    import django
    from django.conf import settings

    # Its context is the default one, so the CA is in SSL_CERT_FILE.
    settings.configure(
        EMAIL_HOST=host,
        EMAIL_PORT=port,
        EMAIL_USE_SSL=tls == "implicit",
        EMAIL_USE_TLS=tls == "starttls",
        EMAIL_HOST_USER=user or "",
        EMAIL_HOST_PASSWORD=password or "",
        EMAIL_TIMEOUT=timeout,
    )
    django.setup()
    from django.core.mail import send_mail

    send_mail(subject, "Hello", sender, recipients)


{"smtplib": by_smtplib, "aiosmtplib": by_aiosmtplib, "django": by_django}[sys.argv[1]]()
